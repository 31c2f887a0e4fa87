import ArgumentParser
import HealthPipeline

/// A point in the past as a person types it: a time, or how long ago.
enum Since: Equatable {
    case instant(Instant)
    case ago(seconds: Double)

    init(_ text: String) throws {
        if let instant = Instant(rfc3339: text) {
            self = .instant(instant)
        } else if let seconds = try? ArgumentValues.seconds(text) {
            self = .ago(seconds: seconds)
        } else {
            throw ValidationError(
                "\"\(text)\" is neither an RFC 3339 time such as 2026-03-10T06:15:00Z nor a duration such as 2h."
            )
        }
    }

    func moment(now: Moment) -> Moment {
        switch self {
        case .instant(let instant): Moment(instant)
        case .ago(let seconds): now.advanced(bySeconds: -seconds)
        }
    }
}
