import HealthConfig
import HealthModel
import HealthSender
import Logging

/// Brings notices to where the configuration wants them. Blocks; a way that fails is logged and not tried again.
struct NoticeSender {
    private static let commandSeconds = 30.0
    private static let desktopSeconds = 5.0

    let workspace: Workspace
    let logger: Logger
    /// Once it says so, what is under way is given up.
    var isStopped: @Sendable () -> Bool = { false }

    func send(_ notice: Notice) {
        let ways = workspace.configuration.notifications
        if let command = ways.command {
            run(command, input: notice.json, seconds: Self.commandSeconds, way: "command")
        }
        if let webhook = ways.webhook { post(notice, to: webhook) }
        if ways.desktop {
            let urgency = notice.isCritical ? "critical" : "normal"
            run(
                [
                    "notify-send", "--app-name=hae", "--urgency=\(urgency)", "--", notice.title,
                    notice.text,
                ], input: [], seconds: Self.desktopSeconds, way: "desktop")
        }
    }

    private func run(_ arguments: [String], input: [UInt8], seconds: Double, way: String) {
        let end = CommandRun(
            arguments: arguments, input: input, environment: workspace.environment,
            secondsMax: seconds, isStopped: isStopped
        ).run()
        if isStopped() { return }
        let problem: String
        switch end {
        case .exited(0): return
        case .exited(let code): problem = "it ended with status \(code)"
        case .signalled(let signal): problem = "signal \(signal) ended it"
        case .timedOut: problem = "it took longer than \(Int(seconds)) s and was killed"
        case .notStarted(let reason): problem = "\(arguments[0]) could not be started: \(reason)"
        }
        logger.warning(
            "A notification could not be given.", metadata: ["way": "\(way)", "why": "\(problem)"])
    }

    private func post(_ notice: Notice, to webhook: NotificationsConfig.Webhook) {
        do {
            let secrets = workspace.secrets
            var values = try webhook.url.references.map { try secrets.value(of: $0) }
            let url = try webhook.url.resolve(from: secrets)
            if webhook.url.isSecretLiteral { values.append(url) }
            var endpoint = Endpoint(url: url, secrets: values)
            endpoint.timeout = .seconds(30)
            let shape = NoticeShape(notice, style: webhook.style)
            if let problem = problem(of: shape, to: endpoint) { complain(problem) }
        } catch {
            complain("\(error)")
        }
    }

    /// Posts it once.
    ///
    /// - Returns: Why it did not arrive, without secrets.
    private func problem(of shape: NoticeShape, to endpoint: Endpoint) -> String? {
        if let problem = endpoint.problems().first { return "\(problem)" }
        let sender = Sender()
        defer { sender.shutdown(drainTimeout: .zero) }
        do {
            try sender.submit(
                Request(tag: 1, headers: shape.headers, body: BytesBody(shape.body)), to: endpoint,
                lane: "notifications")
        } catch {
            return "\(error)"
        }
        // The transfer's own time limits end it.
        while !isStopped() {
            guard let verdict = sender.nextCompletions(timeout: .seconds(1)).first?.verdict else {
                continue
            }
            return verdict.fate == .ok || verdict.fate == .duplicate ? nil : verdict.summary
        }
        return nil
    }

    private func complain(_ problem: String) {
        logger.warning(
            "A notification could not be given.",
            metadata: ["way": "webhook", "why": "\(problem)"])
    }
}
