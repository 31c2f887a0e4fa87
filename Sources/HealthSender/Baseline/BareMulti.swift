internal import CCurl

/// The multi handle of the bare loop, which starts an easy handle again as soon as it has ended.
///
/// `@safe`: it owns the pointer, which lives as long as it does.
@safe final class BareMulti {
    private let raw: UnsafeMutableRawPointer

    /// - Throws: `SenderError` when libcurl has no memory for one.
    init() throws(SenderError) {
        guard CurlLibrary.isReady, let raw = unsafe curl_multi_init() else { throw .noHandle }
        unsafe self.raw = raw
    }

    deinit { unsafe curl_multi_cleanup(raw) }

    func add(_ handle: EasyHandle) {
        unsafe curl_multi_add_handle(raw, handle.raw)
    }

    /// Runs until that many requests have ended.
    ///
    /// - Returns: How many were answered with 2xx.
    func drain(requests: Int, started: Int) -> Int {
        var (left, ended, taken) = (requests - started, 0, 0)
        while ended < requests {
            var running: Int32 = 0
            guard unsafe curl_multi_perform(raw, &running) == CURLM_OK else { break }
            var more: Int32 = 0
            while let message = unsafe curl_multi_info_read(raw, &more) {
                guard let easy = unsafe message.pointee.easy_handle else { continue }
                var status = 0
                unsafe hae_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
                if (200...299).contains(status) { taken += 1 }
                ended += 1
                unsafe curl_multi_remove_handle(raw, easy)
                if left > 0 {
                    left -= 1
                    unsafe curl_multi_add_handle(raw, easy)
                }
            }
            if ended < requests { unsafe curl_multi_poll(raw, nil, 0, 1000, nil) }
        }
        return taken
    }
}
