import ArgumentParser
import Foundation
import HealthPipeline

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented configuration to begin with.",
        discussion: """
            Writes hae.yaml in this folder, or the file of --config, with every key, its default and its meaning. A \
            file that is there already is left alone. With - for the file it is printed.
            """)

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let text = InitText(vocabulary: ConfigVocabulary(providers: BuiltInProviders.registry)).text
        let path = global.config ?? "hae.yaml"
        if path == "-" { return Terminal.write(Array(text.utf8), to: .output) }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(
                .failed,
                "\(path) is there already and was left alone. Move it away, or name another file with --config."
            )
        }
        // Secrets may come to stand in it.
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else {
            throw CommandFailure(
                .io, "\(path) could not be written. Check the folder and its permissions.")
        }
        global.say("Wrote \(path). Edit it, then try: hae check")
    }
}
