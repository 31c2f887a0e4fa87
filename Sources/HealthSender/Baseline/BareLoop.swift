internal import CCurl

/// A bare libcurl multi loop: what `hae bench drain` measures the real drain against (goals G3 and G4).
///
/// Not part of the way that messages take: no outbox, no checks, no verdicts; only what libcurl needs to post the
/// same body with the same headers to the same server, as often as asked for, over kept connections.
public struct BareLoop: Sendable {
    public var url: String
    /// Whole lines, `Name: value`.
    public var headerLines: [String]
    /// Authorities to trust for https; `nil` for those of the system.
    public var caFile: String?
    /// Requests in flight.
    public var concurrency: Int
    /// A server that does not answer for so long must not hold up the bench for ever.
    private static let patienceSeconds = 60

    public init(url: String, headerLines: [String], caFile: String? = nil, concurrency: Int) {
        (self.url, self.headerLines) = (url, headerLines)
        (self.caFile, self.concurrency) = (caFile, concurrency)
    }

    /// Posts the body that many times.
    ///
    /// - Returns: How many were answered with 2xx.
    /// - Throws: `SenderError` when libcurl has no memory.
    public func run(requests: Int, body: [UInt8]) throws(SenderError) -> Int {
        guard let headers = StringList(headerLines + ["Accept:"]) else { throw .noHandle }
        let multi = try BareMulti()
        var handles: [EasyHandle] = []
        for _ in 0..<min(concurrency, requests) {
            let handle = try EasyHandle()
            configure(handle, headers: headers, length: body.count)
            handles.append(handle)
        }
        // One pointer for all requests: the bytes stay put until the last transfer has ended.
        return unsafe body.withUnsafeBytes { bytes in
            for handle in handles {
                unsafe handle.set(CURLOPT_POSTFIELDS, pointer: bytes.baseAddress)
                multi.add(handle)
            }
            return multi.drain(requests: requests, started: handles.count)
        }
    }

    private func configure(_ handle: EasyHandle, headers: StringList, length: Int) {
        handle.reset()
        handle.set(CURLOPT_NOSIGNAL, 1)
        handle.set(CURLOPT_TIMEOUT, Self.patienceSeconds)
        handle.set(CURLOPT_URL, url)
        handle.set(CURLOPT_PROXY, "")
        if let caFile { handle.set(CURLOPT_CAINFO, caFile) }
        handle.set(CURLOPT_POST, 1)
        handle.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: Int64(length))
        handle.set(CURLOPT_HTTPHEADER, list: headers)
        unsafe handle.set(write: CURLOPT_WRITEFUNCTION, discardBody)
    }
}

@c(hae_bare_discard_body)
private func discardBody(
    _: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _: UnsafeMutableRawPointer?
) -> Int {
    size * count
}
