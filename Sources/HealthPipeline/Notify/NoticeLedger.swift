import HealthEncoding
import HealthOutbox

/// When which trouble was told last, so that nobody hears of one more often than once an hour, whatever restarts.
struct NoticeLedger: Equatable {
    static let quietSeconds = 3600.0
    /// Older entries are of no use any more.
    private static let keptSeconds = 86_400.0

    private(set) var told: [String: Moment] = [:]

    init() {}

    /// Notes that a trouble is about to be told.
    ///
    /// A time in the future comes from a clock that was wrong, and does not silence anything for longer than an hour.
    ///
    /// - Returns: False when it was told within the last hour.
    mutating func tell(_ trouble: String, now: Moment) -> Bool {
        if let last = told[trouble], abs(now.seconds(since: last)) < Self.quietSeconds {
            return false
        }
        told = told.filter { abs(now.seconds(since: $0.value)) < Self.keptSeconds }
        told[trouble] = now
        return true
    }

    // MARK: - As a file

    /// - Returns: `nil` when these are not bytes of a ledger.
    init?(json bytes: [UInt8]) {
        guard let entries = try? JSONParser.parse(bytes)["told"]?.object else { return nil }
        for entry in entries {
            guard let time = entry.value.number.flatMap({ Int64(exactly: $0) }) else { continue }
            told[entry.key] = Moment(milliseconds: time)
        }
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.key("schema")
            $0.string("hae.told/1")
            $0.key("told")
            $0.object {
                for (key, moment) in told.sorted(by: { $0.key < $1.key }) {
                    $0.key(key)
                    $0.integer(moment.milliseconds)
                }
            }
        }
        return json.bytes
    }
}
