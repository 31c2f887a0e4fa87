internal import HealthModel

/// Table B of section 9 of the outbox reference, as data: no final status arrived, libcurl's code decides.
enum CurlCodeTable {
    /// What decides about the fate beside the code.
    enum Rule: Equatable {
        case fate(Verdict.Fate)
        /// 28: the network before the request began, else the answer may be lost.
        case timeout
        /// 1: the URL before the request began; afterwards an answer that is not HTTP (libcurl takes it for HTTP/0.9).
        case protocolFault
        /// 26: the stored body could not be read.
        case body
        /// 42: we ended it; why stands in the outcome.
        case stopped
        /// 92: a refused stream was not processed.
        case stream
        /// Needs options that we never set, or another protocol: as a lost answer, with an error in the log.
        case impossible
    }

    struct Row {
        let codes: [ClosedRange<Int>]
        let rule: Rule
        /// For people, without the code.
        let phrase: String

        init(_ codes: ClosedRange<Int>..., rule: Rule, _ phrase: String) {
            (self.codes, self.rule, self.phrase) = (codes, rule, phrase)
        }
    }

    /// The first row that holds a code counts; the last holds all.
    static let rows: [Row] = [
        Row(0...0, rule: .fate(.ambiguous), "ended without an answer"),
        Row(1...1, rule: .protocolFault, "the URL's protocol is not supported"),
        Row(3...3, rule: .fate(.laneConfiguration), "the URL is malformed"),
        Row(
            2...2, 4...4, 27...27, 41...41, 43...43, 48...49, 93...93, 99...100,
            rule: .fate(.local),
            "libcurl failed on this machine"),
        Row(5...5, rule: .fate(.laneNetwork), "could not find the proxy"),
        Row(6...6, rule: .fate(.laneNetwork), "could not find the host"),
        Row(7...7, rule: .fate(.laneNetwork), "could not connect"),
        Row(45...45, 89...89, 96...96, rule: .fate(.laneNetwork), "could not connect"),
        Row(97...97, rule: .fate(.laneNetwork), "the proxy refused"),
        Row(35...35, rule: .fate(.laneNetwork), "the TLS handshake broke"),
        Row(28...28, rule: .timeout, "timed out"),
        Row(52...52, rule: .fate(.ambiguous), "the server closed without an answer"),
        Row(55...55, rule: .fate(.ambiguous), "the connection broke while sending"),
        Row(56...56, rule: .fate(.ambiguous), "the connection broke while waiting for the answer"),
        Row(8...8, rule: .fate(.ambiguous), "the answer is not HTTP"),
        Row(16...16, 95...95, rule: .fate(.ambiguous), "the HTTP connection broke"),
        Row(18...18, rule: .fate(.ambiguous), "the answer broke off"),
        Row(80...80, rule: .fate(.ambiguous), "the TLS connection did not end properly"),
        Row(92...92, rule: .stream, "the server reset the HTTP/2 stream"),
        Row(
            53...54, 58...58, 59...59, 64...64, 66...66, 77...77, 82...83, 90...91, 98...98,
            101...101,
            rule: .fate(.laneTLS), "TLS could not be set up as configured"),
        Row(60...60, rule: .fate(.laneTLS), "the server's certificate is not trusted"),
        Row(67...67, 94...94, rule: .fate(.laneAuth), "the login was refused"),
        Row(65...65, rule: .fate(.ambiguous), "the body could not be sent again"),
        Row(26...26, rule: .body, "the stored body could not be read"),
        Row(23...23, 61...61, 63...63, rule: .fate(.ambiguous), "the answer could not be read"),
        Row(42...42, rule: .stopped, "stopped"),
        Row(
            22...22, 25...25, 33...34, 36...36, 47...47, rule: .impossible,
            "libcurl reported a fault of an option that is not in use"),
        Row(
            9...15, 17...17, 19...19, 21...21, 30...31, 37...39, 68...74, 78...79, 81...81, 84...88,
            rule: .impossible, "libcurl reported a fault of another protocol"),
        Row(
            20...20, 24...24, 29...29, 32...32, 40...40, 44...44, 46...46, 50...51, 57...57,
            62...62,
            75...76, rule: .fate(.ambiguous), "failed for a reason that is not known"),
        Row(0...Int.max, rule: .fate(.ambiguous), "failed for a reason that is not known"),
    ]

    /// The row for a code; every number from 0 has one.
    static func row(for code: Int) -> Row? {
        rows.first { row in row.codes.contains { $0.contains(code) } }
    }
}
