import HealthConfig
import HealthSinger

extension Workspace {
    /// The tap behind a `data_type`; `nil` when that is a provider of this program, or nothing.
    public func tap(named dataType: String) -> TapConfig? {
        configuration.taps.first { $0.id == dataType }
    }

    /// Whether a run of this automation reads the store.
    public func readsStore(_ automation: AutomationConfig) -> Bool {
        tap(named: automation.dataType) == nil
    }

    /// Removes the files with secrets that a program left which died while a tap ran, and ends that tap.
    func sweepTapFolders() {
        guard !configuration.taps.isEmpty else { return }
        PrivateFolder.sweep(PrivateFolder.bases(environment: environment))
    }

    /// The path of a tap's program.
    ///
    /// - Throws: `TapFault` that says where it was looked for.
    func program(of tap: TapConfig) throws -> String {
        try TapProgram.find(
            tap.command.first ?? "", searchPath: environment["PATH"],
            directory: configuration.directory)
    }

    /// The tap, ready to be run.
    ///
    /// - Parameters:
    ///   - state: Handed back to it; `nil`: it begins at its own beginning.
    ///   - range: Of a run that does not go on from a state: takes the place of `start_date` and `end_date` in the
    ///     tap's configuration, where it has those keys.
    /// - Throws: `TapFault` when the program is not there, `SecretError` when a reference leads nowhere.
    func settings(
        of tap: TapConfig, state: [UInt8]?, from start: Instant?, to end: Instant?
    ) throws -> TapSettings {
        var config = tap.config ?? .mapping([])
        config.replace("start_date", with: start?.rfc3339)
        config.replace("end_date", with: end?.rfc3339)
        var secretTexts: [String] = []
        for template in config.templates where template.carriesSecret {
            secretTexts.append(try template.resolve(from: secrets))
            // A secret may be a part of a longer text, such as "Bearer …".
            for reference in template.references {
                secretTexts.append(try secrets.value(of: reference))
            }
        }
        let names = Set(TapSettings.environmentNames + tap.environmentNames)
        return TapSettings(
            id: tap.id, program: try program(of: tap), arguments: Array(tap.command.dropFirst()),
            config: Array(try config.resolvedJSON(from: secrets).utf8), state: state,
            streams: tap.streams, environment: environment.filter { names.contains($0.key) },
            workingDirectory: configuration.directory, timeLimit: tap.timeLimit,
            secrets: secretTexts)
    }
}

extension ConfigTree {
    /// Gives a key at the top another value, where there is such a key.
    fileprivate mutating func replace(_ key: String, with text: String?) {
        guard let text, case .mapping(var entries) = self,
            let index = entries.firstIndex(where: { $0.key == key })
        else { return }
        entries[index].value = .text(Template(literal: text))
        self = .mapping(entries)
    }

    /// Whether a key stands at the top.
    func has(_ key: String) -> Bool {
        guard case .mapping(let entries) = self else { return false }
        return entries.contains { $0.key == key }
    }
}
