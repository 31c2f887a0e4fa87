internal import CCurl

/// A list of strings as libcurl wants it; it has to live as long as the handle that uses it.
///
/// `@safe`: it owns the list, and frees it with itself.
@safe final class StringList {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    /// - Returns: `nil` when there is no memory for it.
    init?(_ lines: [String]) {
        for line in lines {
            guard let longer = unsafe curl_slist_append(head, line) else {
                unsafe curl_slist_free_all(head)
                unsafe head = nil
                return nil
            }
            unsafe head = longer
        }
    }

    deinit { unsafe curl_slist_free_all(head) }
}
