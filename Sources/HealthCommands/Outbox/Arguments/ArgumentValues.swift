import ArgumentParser
import HealthPipeline

/// Reads the values of arguments that several commands take; each throws a sentence that says what is allowed.
enum ArgumentValues {
    static func state(_ text: String) throws -> MessageState {
        guard let state = MessageState(rawValue: text.lowercased()) else {
            let allowed = MessageState.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is not a state; there are \(allowed).")
        }
        return state
    }

    /// `503` or `4xx`.
    static func status(_ text: String) throws -> MessageSelection.Status {
        if text.count == 3, let number = Int(text), (100...599).contains(number) {
            return .exactly(number)
        }
        if text.count == 3, text.lowercased().hasSuffix("xx"), let hundred = Int(text.prefix(1)),
            (1...5).contains(hundred)
        {
            return .hundreds(hundred)
        }
        throw ValidationError(
            "\"\(text)\" is neither an HTTP status such as 503 nor a class such as 4xx.")
    }

    static func fate(_ text: String) throws -> Verdict.Fate {
        guard let fate = Verdict.Fate(word: text.lowercased()) else {
            let allowed = Verdict.Fate.allCases.map(\.word).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is not a class of errors; there are \(allowed).")
        }
        return fate
    }

    /// A duration such as `2h` in seconds.
    static func seconds(_ text: String) throws -> Double {
        guard let duration = ConfigDuration.parse(text) else {
            throw ValidationError("\"\(text)\" is not a duration such as 90s, 2h or 3d.")
        }
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    /// Text that is an RFC 3339 time, kept as its instant.
    static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(rfc3339: text) else {
            throw ValidationError(
                "\"\(text)\" is not an RFC 3339 time such as 2026-03-10T06:15:00Z.")
        }
        return instant
    }
}
