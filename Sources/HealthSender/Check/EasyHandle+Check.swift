internal import CCurl

extension EasyHandle {
    /// Runs the transfer on this thread, to its end.
    func perform() -> CURLcode {
        unsafe curl_easy_perform(raw)
    }

    /// Facts about the certificate of the server, by libcurl's names for them; unknown ones are missing.
    func certificateFacts(_ names: [String]) -> [String] {
        var chain: UnsafeMutablePointer<curl_certinfo>?
        guard unsafe hae_curl_get_certificates(raw, &chain) == CURLE_OK, let chain = unsafe chain,
            unsafe chain.pointee.num_of_certs > 0, let certificates = unsafe chain.pointee.certinfo
        else { return [] }
        var lines: [String] = []
        var entry = unsafe certificates[0]
        while let current = unsafe entry {
            if let data = unsafe current.pointee.data { unsafe lines.append(String(cString: data)) }
            unsafe entry = current.pointee.next
        }
        return names.compactMap { name in
            lines.first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
        }
    }
}
