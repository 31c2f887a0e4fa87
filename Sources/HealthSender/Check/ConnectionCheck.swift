internal import CCurl
internal import Dispatch
internal import Foundation
internal import HealthModel
internal import Synchronization

/// Tries an endpoint for `hae check`: resolves, connects, shakes hands, and posts a body when given one.
///
/// Takes at most the connect timeout, and the endpoint's timeout for a post. Waits on the calling thread.
public struct ConnectionCheck: Sendable {
    private let options: TransferOptions

    public init(options: TransferOptions = TransferOptions()) {
        self.options = options
    }

    /// Connects, and sends nothing.
    public func connect(to endpoint: Endpoint) -> ConnectionReport {
        let report = Mutex(ConnectionReport())
        let done = DispatchSemaphore(value: 0)
        // On a thread of its own, as SIGPIPE has to be blocked for it.
        let thread = Thread {
            PipeSignal.block()
            let result = attempt(endpoint)
            report.withLock { $0 = result }
            done.signal()
        }
        thread.start()
        done.wait()
        return report.withLock { $0 }
    }

    /// Connects, then sends one request as a delivery would, and tells its verdict.
    public func post(_ request: sending Request, to endpoint: Endpoint) -> ConnectionReport {
        var report = connect(to: endpoint)
        guard report.isGood else { return report }
        let sender = Sender(options: options)
        defer { sender.shutdown(drainTimeout: .zero) }
        do throws(SenderError) {
            try sender.submit(request, to: endpoint, lane: "check")
        } catch {
            report.add(false, error.description)
            return report
        }
        // The transfer's own timeouts end it.
        while report.verdict == nil {
            report.verdict = sender.nextCompletions(timeout: .seconds(60)).first?.verdict
        }
        guard let verdict = report.verdict else { return report }
        let isGood = verdict.fate == .ok || verdict.fate == .duplicate
        report.add(isGood, "posted \(verdict.bytesSent) bytes: \(verdict.summary)")
        if let location = verdict.location { report.add(false, "the server points to \(location)") }
        return report
    }

    private func attempt(_ endpoint: Endpoint) -> ConnectionReport {
        var report = ConnectionReport()
        for problem in endpoint.problems(guardedBy: options.addressGuard) {
            report.add(false, problem.description)
        }
        guard report.isGood else { return report }
        do {
            let route = try Route(endpoint, addressGuard: options.addressGuard)
            try connect(route, &report)
        } catch {
            report.add(false, "\(error)")
        }
        return report
    }

    private func connect(_ route: Route, _ report: inout ConnectionReport) throws {
        let handle = try EasyHandle()
        handle.reset()
        handle.setSafety(isPlain: route.url.isPlain)
        handle.setRoute(route.endpoint, proxy: route.proxy)
        handle.setLimits(options, timeout: options.connectTimeout, freshConnection: true)
        handle.set(CURLOPT_CONNECT_ONLY, 1)
        handle.set(CURLOPT_CERTINFO, 1)
        let result = handle.perform()
        guard result == CURLE_OK else {
            report.add(false, failure(result, handle, route.redactor))
            return
        }
        let address = handle.text(CURLINFO_PRIMARY_IP) ?? "an unknown address"
        let port = handle.number(CURLINFO_PRIMARY_PORT)
        let place = route.proxy.isEmpty ? "" : "the proxy at "
        let lookup = handle.offset(CURLINFO_NAMELOOKUP_TIME_T) / 1000
        let connect = handle.offset(CURLINFO_CONNECT_TIME_T) / 1000
        report.add(
            true,
            "connected to \(place)\(address) port \(port) in \(connect) ms (name \(lookup) ms)")
        if !route.url.isPlain { addCertificate(handle, &report) }
        let refusal = route.refusal(connectedTo: address, by: options.addressGuard)
        if let refusal { report.add(false, refusal) }
        if route.url.isPlain, route.carriesSecret, refusal == nil {
            report.add(true, "secrets go over plain http, readable by everybody on the way")
        }
    }

    private func failure(_ result: CURLcode, _ handle: EasyHandle, _ redactor: Redactor) -> String {
        var outcome = Outcome()
        outcome.curlCode = Int(result.rawValue)
        outcome.connectStatus = handle.number(CURLINFO_HTTP_CONNECTCODE)
        outcome.curlText = handle.message
        return Classifier.verdict(of: outcome, redactor: redactor, now: WallClock.seconds).summary
    }

    private func addCertificate(_ handle: EasyHandle, _ report: inout ConnectionReport) {
        let took = handle.offset(CURLINFO_APPCONNECT_TIME_T) / 1000
        let redactor = Redactor(hiding: [])
        let facts = handle.certificateFacts(["Subject", "Issuer", "Expire date"]).map(
            redactor.clean)
        guard facts.count == 3 else {
            report.add(true, "TLS stands after \(took) ms")
            return
        }
        report.add(
            true,
            "TLS stands after \(took) ms; certificate of \(facts[0]), issued by \(facts[1]), "
                + "valid until \(facts[2])")
    }
}
