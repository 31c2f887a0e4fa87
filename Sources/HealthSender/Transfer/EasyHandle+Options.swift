internal import CCurl

/// Section 11 of the outbox reference, option by option; the reasons stand there.
extension EasyHandle {
    /// Nothing but http and https, no redirects, no credentials but ours, no state outside the outbox.
    func setSafety(isPlain: Bool) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, isPlain ? "http,https" : "https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_UNRESTRICTED_AUTH, 0)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        // A body must arrive as it was digested, and an answer is read as it comes.
        set(CURLOPT_ACCEPT_ENCODING, nil)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_PROXY_SSL_VERIFYPEER, 1)
        set(CURLOPT_PROXY_SSL_VERIFYHOST, 2)
        set(CURLOPT_PROXY_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_HTTP_VERSION, Int(isPlain ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS))
    }

    /// Where to, through what, and whom to trust there.
    func setRoute(_ endpoint: Endpoint, proxy: String) {
        set(CURLOPT_URL, endpoint.url)
        // Never unset: libcurl would then obey the environment.
        set(CURLOPT_PROXY, proxy)
        set(CURLOPT_NOPROXY, "")
        if let authorities = endpoint.caFile {
            set(CURLOPT_CAINFO, authorities)
            set(CURLOPT_CAPATH, nil)
        }
        if let certificate = endpoint.clientCertificate {
            set(CURLOPT_SSLCERT, certificate)
            set(CURLOPT_SSLKEY, endpoint.clientKey ?? certificate)
        }
    }

    func setLimits(_ options: TransferOptions, timeout: Duration, freshConnection: Bool) {
        set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.wholeMilliseconds)
        set(CURLOPT_TIMEOUT_MS, timeout.wholeMilliseconds)
        set(CURLOPT_EXPECT_100_TIMEOUT_MS, options.continueTimeout.wholeMilliseconds)
        set(CURLOPT_MAXLIFETIME_CONN, Int(options.connectionLifetime.components.seconds))
        // A name server that does not answer must not keep the lane's thread when a transfer ends.
        set(CURLOPT_QUICK_EXIT, 1)
        if freshConnection { set(CURLOPT_FRESH_CONNECT, 1) }
    }

    /// - Parameter context: The transfer, which outlives its time with libcurl.
    func setCallbacks(context: UnsafeMutableRawPointer) {
        unsafe set(write: CURLOPT_HEADERFUNCTION, takeHeader)
        unsafe set(CURLOPT_HEADERDATA, pointer: context)
        unsafe set(write: CURLOPT_WRITEFUNCTION, takeBody)
        unsafe set(CURLOPT_WRITEDATA, pointer: context)
        unsafe set(read: giveBody, seek: seekBody)
        unsafe set(CURLOPT_READDATA, pointer: context)
        unsafe set(CURLOPT_SEEKDATA, pointer: context)
        set(CURLOPT_NOPROGRESS, 0)
        unsafe set(progress: watchProgress)
        unsafe set(CURLOPT_XFERINFODATA, pointer: context)
        unsafe set(prerequest: beforeRequest)
        unsafe set(CURLOPT_PREREQDATA, pointer: context)
        unsafe set(CURLOPT_PRIVATE, pointer: context)
    }

    /// libcurl copies the bytes; their size has been set before.
    func setSmallBody(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe set(CURLOPT_COPYPOSTFIELDS, pointer: $0.baseAddress) }
    }
}

extension Duration {
    /// At least 1, since 0 means "no limit" to libcurl.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
