import ArgumentParser
import HealthPipeline

/// The filters of `list`, also read from the `KEY=VALUE` of `--match`.
struct MessageFilters: Equatable {
    var states: Set<MessageState> = []
    var automation: String?
    var lane: String?
    var run: String?
    var status: MessageSelection.Status?
    var fate: Verdict.Fate?
    var olderThanSeconds: Double?
    var dueOnly = false

    static let keys = ["state", "automation", "lane", "run", "status", "error", "older-than"]

    /// Reads `state=dead`, `status=4xx` and the like.
    mutating func add(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let allowed = Self.keys.map { $0 + "=" }.joined(separator: ", ")
        guard parts.count == 2 else {
            throw ValidationError("--match: \"\(text)\" is not KEY=VALUE; there are \(allowed).")
        }
        let value = String(parts[1])
        switch parts[0] {
        case "state": states.insert(try ArgumentValues.state(value))
        case "automation": automation = value
        case "lane": lane = value
        case "run": run = value
        case "status": status = try ArgumentValues.status(value)
        case "error": fate = try ArgumentValues.fate(value)
        case "older-than": olderThanSeconds = try ArgumentValues.seconds(value)
        default:
            throw ValidationError("--match: there is no \"\(parts[0])=\"; there are \(allowed).")
        }
    }

    /// - Parameter run: The id behind ``run``.
    func selection(now: Moment, run: Identifier?) -> MessageSelection {
        MessageSelection(
            automation: automation, lane: lane, run: run, states: states, status: status,
            fate: fate,
            createdBefore: olderThanSeconds.map { now.advanced(bySeconds: -$0) }, dueOnly: dueOnly)
    }
}
