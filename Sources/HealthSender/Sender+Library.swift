internal import CCurl

extension Sender {
    /// The version of the libcurl library in use.
    ///
    /// Every start of the program asks for it. So it is not taken from `curl_version()`, which asks the LDAP library for its
    /// version too: that looks up the host's name, in the network if need be, and opens plugins.
    public static var libcurlVersion: String {
        guard let facts = unsafe curl_version_info(CURLVERSION_FIRST),
            let text = unsafe facts.pointee.version
        else { return "unknown" }
        return unsafe String(cString: text)
    }
}
