internal import CCurl

/// One easy handle of libcurl with its buffer for error texts. Used by one thread at a time.
///
/// `@safe`: both pointers live exactly as long as it does, and leave it only for calls of libcurl.
@safe final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    /// The first option that libcurl refused since ``reset()``.
    private(set) var refusal: CURLcode = CURLE_OK

    /// - Throws: `SenderError` when libcurl has no memory for one.
    init() throws(SenderError) {
        guard CurlLibrary.isReady, let raw = unsafe curl_easy_init() else { throw .noHandle }
        unsafe self.raw = raw
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe errorText.deallocate()
    }

    /// Forgets all options; connections and names that it knows stay.
    func reset() {
        unsafe curl_easy_reset(raw)
        unsafe errorText.pointee = 0
        refusal = CURLE_OK
        note(unsafe hae_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText))
    }

    /// What libcurl says about the last failure; may be empty, and may name hosts.
    var message: String { unsafe String(cString: errorText) }

    // MARK: - Options

    func set(_ option: CURLoption, _ value: Int) {
        note(unsafe hae_curl_set_long(raw, option, value))
    }

    func set(_ option: CURLoption, offset: Int64) {
        note(unsafe hae_curl_set_offset(raw, option, curl_off_t(offset)))
    }

    func set(_ option: CURLoption, _ value: String?) {
        note(unsafe hae_curl_set_string(raw, option, value))
    }

    func set(_ option: CURLoption, pointer: UnsafeRawPointer?) {
        note(unsafe hae_curl_set_pointer(raw, option, pointer))
    }

    func set(_ option: CURLoption, list: StringList) {
        note(unsafe hae_curl_set_list(raw, option, list.head))
    }

    func set(write option: CURLoption, _ function: curl_write_callback) {
        note(unsafe hae_curl_set_write(raw, option, function))
    }

    func set(read function: curl_read_callback, seek: curl_seek_callback) {
        note(unsafe hae_curl_set_read(raw, CURLOPT_READFUNCTION, function))
        note(unsafe hae_curl_set_seek(raw, CURLOPT_SEEKFUNCTION, seek))
    }

    func set(progress function: curl_xferinfo_callback) {
        note(unsafe hae_curl_set_progress(raw, CURLOPT_XFERINFOFUNCTION, function))
    }

    func set(prerequest function: curl_prereq_callback) {
        note(unsafe hae_curl_set_prerequest(raw, CURLOPT_PREREQFUNCTION, function))
    }

    private func note(_ code: CURLcode) {
        if refusal == CURLE_OK { refusal = code }
    }

    // MARK: - Facts about the last transfer

    /// 0 where libcurl knows nothing.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe hae_curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    /// 0 where libcurl knows nothing.
    func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return unsafe hae_curl_get_offset(raw, info, &value) == CURLE_OK ? Int64(value) : 0
    }

    /// `nil` where libcurl knows nothing.
    func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard unsafe hae_curl_get_string(raw, info, &value) == CURLE_OK, let value = unsafe value
        else {
            return nil
        }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
