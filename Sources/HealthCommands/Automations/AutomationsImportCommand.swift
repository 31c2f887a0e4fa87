import ArgumentParser
import HealthPipeline

struct AutomationsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take automations over from the app: its JSON configuration or deep link.",
        discussion: """
            Takes files with the JSON that the app exports (one automation or a list), its deep link \
            com.HealthExport://automation?… as an argument or in a file, or either on standard input with "-". \
            They are appended to the configuration, whose comments, order and rights stay; without a \
            configuration hae.yaml is written. What has no equal is said on standard error.

            Secrets do not come into the configuration: the value of a header or URL parameter that names one \
            goes into a file of its own in secrets/ beside it (mode 0600), and ${file:…} stands for it. A link on \
            the command line can be seen by other users of the machine and stays in the shell's history; \
            prefer a file.

            Exit codes: 0 done, 64 usage, 65 not of the app, 74 I/O, 77 permission, 78 the configuration is \
            wrong or would be, for example because the name is taken.
            """)

    @Argument(
        help: ArgumentHelp("Files, deep links, or - for standard input.", valueName: "file"))
    var inputs: [String]

    @Flag(help: "Print what would be appended; change nothing.")
    var dryRun = false

    @Flag(help: "One JSON document on standard output: hae.automations.import/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let (environment, folder) = (GlobalOptions.environment, GlobalOptions.workingDirectory)
        let file = ConfigFile.findOrNew(
            named: global.config, environment: environment, workingDirectory: folder)
        let reader = ConfigReader(
            vocabulary: ConfigVocabulary(providers: BuiltInProviders.registry),
            environment: environment)
        let imported = try AutomationImport(
            inputs.map { try AppInput.read($0, in: folder) }, into: file, reader: reader)
        if !dryRun { try imported.write() }
        let report = AutomationsImportReport(imported: imported, dryRun: dryRun)
        if json || dryRun { report.print(json: json) }
        if !json { for line in report.talk { global.say(line) } }
    }
}
