import HealthPipeline

extension Verdict.Fate {
    /// The class as the command line and JSON write it.
    var word: String {
        switch self {
        case .laneNetwork: "lane_net"
        case .laneAuth: "lane_auth"
        case .laneConfiguration: "lane_config"
        case .laneTLS: "lane_tls"
        case .tooLarge: "too_large"
        case .ok, .duplicate, .temporary, .ambiguous, .throttle, .portal, .permanent, .replace,
            .aborted, .local, .corrupt:
            rawValue
        }
    }

    init?(word: String) {
        guard let fate = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = fate
    }
}
