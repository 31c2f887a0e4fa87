public import HealthPlugin

/// Why a tap's run failed, in one sentence that shows neither values nor secrets.
public struct TapFault: StatusError, Equatable {
    /// What it comes down to; tells tests and programs apart, people read the sentence.
    public enum Kind: String, Sendable, CaseIterable {
        /// The program is not there or cannot be started.
        case notStarted = "not_started"
        /// It ended with another code than 0, or by a signal.
        case crashed
        case timeLimit = "time_limit"
        /// It closed its output and lives on.
        case stillRunning = "still_running"
        /// A line that is no JSON object, or no text.
        case rubbish
        /// Its output ended within a line.
        case cutLine = "cut_line"
        case longLine = "long_line"
        /// A message that the Singer specification does not allow, such as RECORD before SCHEMA.
        case badMessage = "bad_message"
        /// More records than may wait for a STATE.
        case tooMuch = "too_much"
        case catalogue
        /// The private folder or a file of it could not be made.
        case files
    }

    public var kind: Kind
    public var description: String
    public var exitStatus: ExitStatus { kind == .files ? .io : .failed }

    public init(_ kind: Kind, _ description: String) {
        (self.kind, self.description) = (kind, description)
    }
}
