internal import CCurl

extension Sender {
    /// The version of the libcurl library in use.
    public static var libcurlVersion: String {
        guard let text = unsafe curl_version() else { return "unknown" }
        // "libcurl/7.88.1 OpenSSL/3.0.15 …"
        let first = unsafe String(cString: text).prefix { $0 != " " }
        return String(first.drop { $0 != "/" }.dropFirst())
    }
}
