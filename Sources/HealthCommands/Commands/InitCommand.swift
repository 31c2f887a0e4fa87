import ArgumentParser
import Foundation
import HealthPipeline

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented configuration to begin with, or a unit for systemd.",
        discussion: """
            Writes hae.yaml in this folder, or the file of --config, with every key, its default and its meaning. A \
            file that is there already is left alone. With - for the file it is printed.

            With --systemd it prints a unit for "hae daemon", shut in as far as the configuration allows; --into writes \
            it to a file. Exit codes: 0 done, 1 the file is there already, 74 it cannot be written, 78 bad configuration.
            """)

    @Flag(help: "Print a systemd unit for the daemon.")
    var systemd = false

    @Option(
        help: ArgumentHelp(
            "Write the unit there, for example /etc/systemd/system/hae.service.", valueName: "file")
    )
    var into: String?

    @Option(
        help: ArgumentHelp(
            "Who runs the daemon (default: you, or hae for root).", valueName: "user"))
    var user: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if !systemd, into != nil || user != nil {
            throw ValidationError("--into and --user belong to --systemd.")
        }
    }

    func run() throws {
        if systemd {
            try writeUnit()
        } else {
            try writeConfiguration()
        }
    }

    private func writeConfiguration() throws {
        let text = InitText(vocabulary: ConfigVocabulary(providers: BuiltInProviders.registry)).text
        let path = global.config ?? "hae.yaml"
        if path == "-" { return Terminal.write(Array(text.utf8), to: .output) }
        // Secrets may come to stand in it.
        try write(text, to: path, mode: 0o600)
        global.say("Wrote \(path). Edit it, then try: hae check")
    }

    private func writeUnit() throws {
        let workspace = try global.workspace()
        let environment = GlobalOptions.environment
        let file = ConfigFile.find(
            named: global.config, environment: environment,
            workingDirectory: GlobalOptions.workingDirectory)
        guard let file else {
            throw CommandFailure(
                .configuration,
                "There is no configuration yet, and the unit has to name one. Write it first: hae init"
            )
        }
        let me = environment["USER"].flatMap { $0.isEmpty || $0 == "root" ? nil : $0 } ?? "hae"
        let user = user ?? me
        let unit = SystemdUnit(
            executable: Self.executable, configuration: workspace.configuration,
            configurationFile: file.path, spool: workspace.spool, user: user)
        if let into {
            try write(unit.text, to: into, mode: 0o644)
            global.say("Wrote \(into). Next: systemctl daemon-reload && systemctl enable --now hae")
        } else {
            Terminal.write(Array(unit.text.utf8), to: .output)
        }
        sayWhatIsNeeded(by: user, folders: unit.foldersNeeded, configurationFile: file.path)
    }

    /// Without these systemd does not start it, and says so in few words.
    private func sayWhatIsNeeded(by user: String, folders: [String], configurationFile: String) {
        if user == "hae" {
            global.say(
                "The unit runs as the user hae; make it with: useradd --system --home-dir /var/lib/hae hae"
            )
        }
        for folder in folders where !FileManager.default.fileExists(atPath: folder) {
            global.say(
                "It needs the folder \(folder); make it with: install -d -m 700 -o \(user) \(folder)"
            )
        }
        if user != GlobalOptions.environment["USER"] {
            global.say(
                "\(user) must be able to read \(configurationFile), for example: chown \(user) \(configurationFile)"
            )
        }
    }

    private func write(_ text: String, to path: String, mode: Int) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(
                .failed,
                "\(path) is there already and was left alone. Move it away, or name another file with "
                    + "\(systemd ? "--into" : "--config").")
        }
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        guard made else {
            throw CommandFailure(
                .io, "\(path) could not be written. Check the folder and its permissions.")
        }
    }

    private static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }
}
