internal import CCurl

// The functions that libcurl calls, on the lane's thread, during curl_multi_perform. Each gets its transfer back
// from the context pointer: the lane holds a transfer for as long as its handle is with libcurl.

private func transfer(_ context: UnsafeMutableRawPointer) -> Transfer {
    unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
}

@c(hae_sender_take_header)
func takeHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    let goesOn = unsafe transfer(context).head.take(Array(line))
    return goesOn ? size * count : 0
}

@c(hae_sender_take_body)
func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(context).answer.take(piece) ? size * count : 0
}

@c(hae_sender_give_body)
func giveBody(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let buffer = unsafe buffer, let context = unsafe context else {
        return Int(CURL_READFUNC_ABORT)
    }
    let raw = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
    return unsafe raw.withMemoryRebound(to: UInt8.self) { bytes in
        var span = unsafe bytes.mutableSpan
        return unsafe transfer(context).readBody(into: &span) ?? Int(CURL_READFUNC_ABORT)
    }
}

@c(hae_sender_seek_body)
func seekBody(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    // libcurl only ever wants the beginning: to repeat a request on a new connection.
    guard let context = unsafe context, offset == 0, origin == 0 else { return CURL_SEEKFUNC_FAIL }
    return unsafe transfer(context).rewindBody() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
}

@c(hae_sender_watch_progress)
func watchProgress(
    _ context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t,
    _ sent: curl_off_t
) -> Int32 {
    guard let context = unsafe context else { return 1 }
    return unsafe transfer(context).mayGoOn(sent: Int64(sent)) ? 0 : 1
}

@c(hae_sender_before_request)
func beforeRequest(
    _ context: UnsafeMutableRawPointer?, _ remote: UnsafeMutablePointer<CChar>?,
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32
) -> Int32 {
    guard let context = unsafe context, let remote = unsafe remote else {
        return CURL_PREREQFUNC_ABORT
    }
    let address = unsafe String(cString: remote)
    return unsafe transfer(context).mayBegin(connectedTo: address)
        ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
