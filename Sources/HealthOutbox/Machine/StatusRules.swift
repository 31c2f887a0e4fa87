/// Which statuses and curl codes have no rule of their own, so that a limit of tries applies.
///
/// Source: the last rows of both tables of section 9.
enum StatusRules {
    /// 5xx that neither waits without limit nor blames the lane, and everything from 600.
    static func isOddServerError(_ status: Int) -> Bool {
        switch status {
        case 500, 502, 504, 507, 520...527, 530, 598, 599: false
        case 501, 503, 505, 506, 508, 509, 510, 511: false
        default: status >= 500
        }
    }

    /// Codes after which an unclear outcome is retried for as long as it takes are not odd.
    static func isOddCode(_ code: Int) -> Bool {
        switch code {
        case 0, 8, 16, 18, 23, 28, 42, 52, 55, 56, 61, 63, 65, 80, 92, 95: false
        default: true
        }
    }
}
