internal import CCurl
internal import HealthModel
internal import Synchronization

/// One attempt while it runs: the request, the state that libcurl's callbacks keep, and the way to its outcome.
///
/// `@unchecked Sendable`: made by the submitting thread and handed over once; from then on only the lane's thread
/// touches it, but for ``meter``, which is atomic.
final class Transfer: @unchecked Sendable {
    /// Bodies up to that size are read at once, so that libcurl can send them together with the headers.
    static let smallBody = 64 << 10

    let lane: String
    let request: Request
    let endpoint: Endpoint
    let options: TransferOptions
    let meter: TransferMeter

    private(set) var handle: EasyHandle?
    private var headerList: StringList?
    private var resolveList: StringList?
    private var route: Route?
    private var began: ContinuousClock.Instant?

    // What the callbacks find out.
    var head = AnswerHead()
    var answer: AnswerBody
    var stop: Outcome.Stop?
    var requestBegan = false
    private var bytesRead: Int64 = 0
    private var lastMovement: ContinuousClock.Instant?

    init(
        _ request: sending Request, to endpoint: Endpoint, lane: String, options: TransferOptions,
        meter: TransferMeter
    ) {
        (self.request, self.endpoint, self.lane) = (request, endpoint, lane)
        (self.options, self.meter) = (options, meter)
        answer = AnswerBody(bytesKept: options.answerBytesKept, bytesMax: options.answerBytesMax)
    }

    // MARK: - Begin

    /// Takes a handle and makes it ready. What keeps the request from being sent comes back as a verdict.
    func prepare(_ handle: EasyHandle, routes: inout RouteCache) -> Verdict? {
        began = .now
        let frozen: [HeaderField]
        do throws(EndpointError) {
            frozen = try HeaderRules.checked(frozen: request.headers)
        } catch {
            return unsent(.permanent, error.description)
        }
        let route: Route
        do throws(EndpointError) {
            route = try routes.route(to: endpoint, addressGuard: options.addressGuard)
        } catch {
            return unsent(.laneConfiguration, error.description)
        }
        let headers = HeaderRules.merge(
            frozen: frozen, user: route.headers, keys: route.headerKeys)
        guard let list = StringList(headerLines(headers)) else {
            return unsent(.local, "out of memory")
        }
        (self.route, headerList) = (route, list)
        return configure(handle, route: route, headers: list)
    }

    private func configure(_ handle: EasyHandle, route: Route, headers: StringList) -> Verdict? {
        self.handle = handle
        handle.reset()
        handle.setSafety(isPlain: route.url.isPlain)
        handle.setRoute(endpoint, proxy: route.proxy)
        handle.setLimits(options, timeout: totalTimeout, freshConnection: request.freshConnection)
        unsafe handle.setCallbacks(context: Unmanaged.passUnretained(self).toOpaque())
        handle.set(CURLOPT_HTTPHEADER, list: headers)
        if !endpoint.resolveOverrides.isEmpty, let list = StringList(endpoint.resolveOverrides) {
            resolveList = list
            handle.set(CURLOPT_RESOLVE, list: list)
        }
        if let failure = setBody(handle) { return failure }
        guard handle.refusal == CURLE_OK else {
            return unsent(.local, "libcurl refused an option (curl \(handle.refusal.rawValue))")
        }
        return nil
    }

    private func setBody(_ handle: EasyHandle) -> Verdict? {
        let length = request.body.length
        handle.set(CURLOPT_POST, 1)
        if request.method != "POST" {
            guard !request.method.isEmpty, request.method.utf8.allSatisfy(HeaderRules.isTokenByte)
            else {
                return unsent(.permanent, "the request's method is not a word")
            }
            handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        }
        handle.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: length)
        do {
            try request.body.rewind()
            guard length <= Int64(Transfer.smallBody) else { return nil }
            guard let bytes = try smallBody(length: Int(length)) else {
                return unsent(.corrupt, "the stored body does not have its length")
            }
            handle.setSmallBody(bytes)
            return nil
        } catch {
            return unsent(.local, "the stored body could not be read")
        }
    }

    /// The whole body, or `nil` when it is shorter or longer than it says.
    private func smallBody(length: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        // One byte more than it should have, to notice when it is too long.
        var piece = [UInt8](repeating: 0, count: length + 1)
        while bytes.count <= length {
            var span = piece.mutableSpan
            let count = try request.body.read(into: &span)
            if count == 0 { break }
            bytes += piece[..<count]
        }
        return bytes.count == length ? bytes : nil
    }

    /// The automation's time for the answer, and the time that the body may take.
    private var totalTimeout: Duration {
        endpoint.timeout + .seconds(Double(request.body.length) / Double(options.bytesPerSecondMin))
    }

    private func headerLines(_ headers: [HeaderField]) -> [String] {
        var lines = headers.map { $0.value.isEmpty ? $0.name + ";" : "\($0.name): \($0.value)" }
        let names = Set(headers.map(\.key))
        // libcurl's own, which no reference lists.
        for name in ["Accept", "Content-Type"] where !names.contains(name.lowercased()) {
            lines.append(name + ":")
        }
        if endpoint.noExpect {
            lines.append("Expect:")
        } else if request.asksBeforeBody {
            lines.append("Expect: 100-continue")
        }
        return lines
    }

    private func unsent(_ fate: Verdict.Fate, _ summary: String) -> Verdict {
        Verdict(fate: fate, phase: .started, summary: summary)
    }

    // MARK: - Callbacks

    /// Called with the connected address before each request, libcurl's own repetitions included.
    func mayBegin(connectedTo address: String) -> Bool {
        guard let route else { return false }
        let refusal = route.refusal(connectedTo: address, by: options.addressGuard)
        if let refusal {
            stop = .refused(refusal)
            return false
        }
        requestBegan = true
        lastMovement = .now
        return true
    }

    /// Fills libcurl's buffer; `nil` ends the transfer.
    func readBody(into span: inout MutableSpan<UInt8>) -> Int? {
        do {
            let count = try request.body.read(into: &span)
            bytesRead += Int64(count)
            let ends = count == 0
            guard bytesRead <= request.body.length, !ends || bytesRead == request.body.length else {
                stop = .bodyDiffers
                return nil
            }
            return count
        } catch {
            stop = .bodyUnreadable
            return nil
        }
    }

    func rewindBody() -> Bool {
        do {
            try request.body.rewind()
            bytesRead = 0
            return true
        } catch {
            stop = .bodyUnreadable
            return false
        }
    }

    /// Called often by libcurl; notes the progress and ends a transfer whose body does not move.
    func mayGoOn(sent: Int64) -> Bool {
        let moved = meter.record(sent: sent)
        guard requestBegan, sent < request.body.length else { return true }
        let now = ContinuousClock.now
        guard !moved, let last = lastMovement else {
            lastMovement = now
            return true
        }
        guard now - last > options.stallTimeout else { return true }
        stop = .stalled
        return false
    }

    // MARK: - End

    var elapsed: Duration { began.map { .now - $0 } ?? .zero }

    /// Gives the handle back and says what became of the attempt.
    ///
    /// - Parameter result: libcurl's, or `nil` when the transfer was taken from it.
    func finish(result: CURLcode?) -> (verdict: Verdict, handle: EasyHandle?) {
        var outcome = Outcome()
        outcome.stop = stop
        if result == nil, stop == nil { outcome.stop = .aborted }
        outcome.curlCode = Int(result?.rawValue ?? 0)
        outcome.requestBegan = requestBegan
        outcome.bodyLength = request.body.length
        outcome.bodyIsEncoded = request.headers.contains { $0.key == "content-encoding" }
        (outcome.expectsJSON, outcome.dataKey) = (endpoint.expectsJSON, request.dataKey)
        (outcome.head, outcome.answer) = (head, answer)
        if let handle {
            outcome.status = handle.number(CURLINFO_RESPONSE_CODE)
            outcome.connectStatus = handle.number(CURLINFO_HTTP_CONNECTCODE)
            outcome.osErrno = handle.number(CURLINFO_OS_ERRNO)
            outcome.curlText = handle.message
            outcome.remoteAddress = handle.text(CURLINFO_PRIMARY_IP)
            outcome.bytesSent = handle.offset(CURLINFO_SIZE_UPLOAD_T)
            _ = meter.record(sent: outcome.bytesSent)
        }
        let redactor = route?.redactor ?? Redactor(hiding: endpoint.hiddenTexts)
        let verdict = Classifier.verdict(of: outcome, redactor: redactor, now: WallClock.seconds)
        let used = handle
        (handle, headerList, resolveList) = (nil, nil, nil)
        return (verdict, used)
    }

}
