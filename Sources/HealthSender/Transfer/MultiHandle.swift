internal import CCurl

/// A lane's multi handle: its connections and whatever runs over them. All but ``wake()`` for the lane's thread only.
///
/// `@unchecked Sendable`: the pointer never changes, and libcurl allows `curl_multi_wakeup` from any thread; the
/// lane calls it under the lock that also guards ``close()``. `@safe`: the pointer never leaves.
@safe final class MultiHandle: @unchecked Sendable {
    private var raw: UnsafeMutableRawPointer?

    /// - Throws: `SenderError` when libcurl has no memory for one.
    init() throws(SenderError) {
        guard CurlLibrary.isReady, let raw = unsafe curl_multi_init() else { throw .noHandle }
        unsafe self.raw = raw
    }

    deinit { assert(unsafe raw == nil, "a multi handle was not closed by its lane") }

    /// - Returns: Whether libcurl took it.
    func add(_ handle: EasyHandle) -> Bool {
        unsafe curl_multi_add_handle(raw, handle.raw) == CURLM_OK
    }

    func remove(_ handle: EasyHandle) {
        unsafe curl_multi_remove_handle(raw, handle.raw)
    }

    /// Moves all transfers on; calls back into them.
    ///
    /// - Returns: Whether the handle still works.
    func perform() -> Bool {
        var running: Int32 = 0
        return unsafe curl_multi_perform(raw, &running) == CURLM_OK
    }

    /// Waits for the network, for one of libcurl's own timers, or for ``wake()``.
    func wait(_ longest: Duration) -> Bool {
        let milliseconds = Int32(clamping: longest.wholeMilliseconds)
        return unsafe curl_multi_poll(raw, nil, 0, milliseconds, nil) == CURLM_OK
    }

    /// Makes the current or the next ``wait(_:)`` return.
    func wake() {
        unsafe curl_multi_wakeup(raw)
    }

    /// The next transfer that has ended, and libcurl's result.
    func nextEnded() -> (transfer: Transfer, result: CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(raw, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            let result = unsafe hae_curl_message_result(message)
            var context: UnsafeMutableRawPointer?
            guard let easy = unsafe message.pointee.easy_handle,
                unsafe hae_curl_get_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK,
                let context = unsafe context
            else { continue }
            return unsafe (Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), result)
        }
        return nil
    }

    /// Closes all connections. Every easy handle has been removed before.
    func close() {
        unsafe curl_multi_cleanup(raw)
        unsafe raw = nil
    }
}
