import ArgumentParser
import HealthPipeline

struct OutboxShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Tell all about one message: where it is, why, what comes next and when, what you can do.",
        discussion: """
            Secrets are shown as the references that the configuration has. Health values are shown with --body \
            only. Exit codes: 0 done, 1 no such message, or its body is gone, 64 usage, 69 no spool, 74 I/O.
            """)

    @Argument(
        help: ArgumentHelp(
            "The id, or a unique prefix of four characters or more.", valueName: "id"))
    var id: String

    @Flag(help: "Every attempt: when, how far it came, how it ended.")
    var attempts = false

    @Flag(help: "The request's headers: those stored with it, then the user's.")
    var headers = false

    @Option(
        defaultAsFlag: BodyForm.pretty, parsing: .next,
        help: ArgumentHelp(
            """
            The body: pretty indents JSON; --body=raw prints the stored bytes and nothing else.
            """, valueName: "form"), transform: BodyForm.init(argument:))
    var body: BodyForm?

    @Flag(help: "A curl command that makes the same request, with references in place of secrets.")
    var curl = false

    @Flag(help: "One JSON document on standard output: hae.outbox.show/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    enum BodyForm: String, CustomStringConvertible {
        case raw, pretty

        init(argument: String) throws {
            guard let form = BodyForm(rawValue: argument) else {
                throw ValidationError(
                    "\"\(argument)\" is neither raw nor pretty; the id stands before --body.")
            }
            self = form
        }

        var description: String { rawValue }
    }

    func validate() throws {
        if json, body != nil {
            throw ValidationError(
                "--json and --body exclude each other; --body=raw prints the body alone.")
        }
        if body == .raw, attempts || headers || curl {
            throw ValidationError("--body=raw prints the body alone; leave the others out.")
        }
    }

    func run() throws {
        let desk = try OutboxDesk(global, .readOnly)
        let id = try desk.outbox.resolve(id)
        let view = try MessageView(id, desk)
        if body == .raw {
            return try BodyPrinter.printRaw(stored(id, desk))
        }
        ShowReport(
            view: view, showsAttempts: attempts, showsHeaders: headers, showsCurl: curl
        ).print(json: json)
        if curl { global.say("Put the secrets in place of the references before you run it.") }
        guard body == .pretty else { return }
        let source = try stored(id, desk)
        Terminal.write([UInt8(ascii: "\n")], to: .output)
        if let coding = view.detail?.contentEncoding {
            return global.say(
                "The body is \(coding): hae outbox show \(id.short) --body=raw | gunzip")
        }
        let isJSON = view.detail?.contentType.hasPrefix("application/json") ?? false
        try BodyPrinter.printPretty(source, isJSON: isJSON)
    }

    private func stored(_ id: Identifier, _ desk: OutboxDesk) throws -> any BodySource {
        guard let source = try desk.outbox.storedBody(of: id) else {
            throw CommandFailure(
                .failed, "\(id.short): its body is gone; only the receipt is left.")
        }
        return source
    }
}
