import ArgumentParser
import HealthDemo
import HealthPipeline

struct ReceiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Listen on loopback, and print and check what comes in.",
        discussion: """
            For trying an automation out: point its url at http://127.0.0.1:PORT/. Checks headers, digest and form \
            of every request and prints one line each; --into saves bodies and headers. Ends with Ctrl-C. Exit \
            code 74: it cannot listen on the port.
            """)

    @Option(help: ArgumentHelp("The port; 0 picks a free one.", valueName: "n"))
    var port = 8080

    @Option(help: ArgumentHelp("Save every body and its headers here.", valueName: "dir"))
    var into: String?

    @Option(
        help: ArgumentHelp("Refuse the first N requests, to watch retries.", valueName: "n"))
    var failFirst = 0

    @Option(help: ArgumentHelp("The status of refusals.", valueName: "code"))
    var failStatus = 503

    @Option(
        help: ArgumentHelp("Refuse larger bodies with 413, for example 1MiB.", valueName: "size"))
    var maxBody: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port: 0 to 65535.") }
        guard (400...599).contains(failStatus) else {
            throw ValidationError("--fail-status: a status from 400 to 599.")
        }
        if let maxBody, ConfigSize.parse(maxBody) == nil {
            throw ValidationError("--max-body: \"\(maxBody)\" is not a size such as 1MiB or 500kB.")
        }
    }

    func run() throws {
        var options = ReceiverOptions()
        (options.port, options.folder) = (port, into)
        options.bodyBytesMax = maxBody.flatMap { ConfigSize.parse($0) }
        if failFirst > 0 { options.failures = .init(count: failFirst, status: failStatus) }
        let host = try ReceiverHost(options) { request in
            Terminal.write(Array((Self.line(request) + "\n").utf8), to: .output)
        }
        let port = try host.port()
        global.say("Listening on http://127.0.0.1:\(port)/ - stop with Ctrl-C")
        try host.join()
    }

    private static func line(_ request: ReceivedRequest) -> String {
        var line =
            "\(request.number)  \(request.status)  \(request.automationName ?? "-")  "
            + "\(request.dataKey ?? "-")  \(Humanize.count(request.records)) records  "
            + Humanize.bytes(Int64(request.bytes))
        if let batch = request.batch { line += "  batch \(batch)" }
        if request.isDuplicate { line += "  seen before" }
        if let file = request.file { line += "  \(file)" }
        for problem in request.problems { line += "\n    \(problem)" }
        return line
    }
}
