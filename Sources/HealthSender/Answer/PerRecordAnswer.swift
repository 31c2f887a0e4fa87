internal import HealthEncoding

/// The answer of the official receiver (HealthyApps/health-auto-export-server) to a body that it stored in part.
///
/// It answers 207 with `{"metrics":{"success":…},"workouts":{"success":…}}`, even when everything failed.
enum PerRecordAnswer: Equatable {
    /// The entry of the message's data key says true.
    case taken
    /// It says false.
    case refused
    /// No such entry, or another format.
    case unknown

    init(_ body: AnswerBody, dataKey: String?) {
        self = .unknown
        guard let dataKey, !body.isCut, let answer = try? JSONParser.parse(body.kept),
            let success = answer[dataKey]?["success"]?.bool
        else { return }
        self = success ? .taken : .refused
    }
}
