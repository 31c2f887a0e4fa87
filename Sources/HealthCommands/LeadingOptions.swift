import ArgumentParser

/// Lets the options that every command takes stand before the command: `hae --spool DIR outbox list`.
///
/// The parser wants them behind it; they are moved there.
enum LeadingOptions {
    private static let withValue = ["--config", "--spool", "--now"]
    private static let flags = ["--verbose", "-v", "--quiet"]

    /// - Throws: `ValidationError` for a `--config` before `tap`, whose own means another file.
    static func moved(
        _ arguments: [String], below root: any ParsableCommand.Type
    ) throws -> [String] {
        var rest = arguments[...]
        var leading: [String] = []
        while let word = rest.first, let length = length(of: word), length <= rest.count {
            leading += rest.prefix(length)
            rest = rest.dropFirst(length)
        }
        guard !leading.isEmpty else { return arguments }
        var command = root
        var path: [String] = []
        while let word = rest.first,
            let next = command.configuration.subcommands.first(where: {
                $0.configuration.commandName == word
            })
        {
            command = next
            path.append(word)
            rest = rest.dropFirst()
        }
        if command == TapCommand.self, leading.contains(where: { $0.hasPrefix("--config") }) {
            throw ValidationError(
                "--config of hae tap is the file that Singer passes; set HAE_CONFIG, or name hae.yaml in "
                    + "that file under \"config\".")
        }
        return path + leading + rest
    }

    /// How many words an option takes; `nil` for what is none of these.
    private static func length(of word: String) -> Int? {
        if flags.contains(word) { return 1 }
        if withValue.contains(word) { return 2 }
        return withValue.contains { word.hasPrefix($0 + "=") } ? 1 : nil
    }
}
