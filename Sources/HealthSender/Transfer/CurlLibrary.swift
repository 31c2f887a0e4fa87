internal import CCurl

/// libcurl's process-wide start, done once, before the first handle.
enum CurlLibrary {
    static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
}
