import ArgumentParser
import HealthPipeline

struct OutboxExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write whole requests to standard output, to look at or to replay elsewhere.",
        discussion: """
            Each is an HTTP/1.1 request with its URL, headers and body as they would be sent; secrets are left as \
            the references of the configuration. Several follow one another, each with its Content-Length. \
            Exit codes: 0 done, 1 nothing exported, 2 some were skipped, 64 usage, 69 no spool, 74 I/O.
            """)

    @Argument(
        help: ArgumentHelp(
            "Ids or unique prefixes of four characters or more; - reads them from standard input.",
            valueName: "id"))
    var ids: [String]

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let desk = try OutboxDesk(global, .readOnly)
        let typed = try MessageIDs(ids, in: desk.outbox)
        for text in typed.unknown { global.say("\(text): no message has this id") }
        var written = 0
        for id in typed.found {
            guard let detail = try desk.outbox.detail(of: id),
                let body = try desk.outbox.storedBody(of: id)
            else {
                global.say("\(id.short): its body is gone, or it never was")
                continue
            }
            try write(
                RequestView(detail, desk.automation(id: detail.summary.automation)), body,
                isFirst: written == 0)
            written += 1
        }
        if written == 0 { throw ExitStatus.failed }
        if written < typed.found.count + typed.unknown.count { throw ExitStatus.partRefused }
    }

    private func write(_ request: RequestView, _ body: any BodySource, isFirst: Bool) throws {
        // A receiver skips an empty line before a request. Source: RFC 9112, section 2.2.
        var head = isFirst ? "" : "\r\n"
        head += "\(request.method) \(request.url ?? "URL") HTTP/1.1\r\n"
        for header in request.headers { head += "\(header.name): \(header.value)\r\n" }
        head += "Content-Length: \(body.length)\r\n\r\n"
        Terminal.write(Array(head.utf8), to: .output)
        try BodyPrinter.printRaw(body)
    }
}
