internal import HealthModel

/// Table A of section 9 of the outbox reference, as data: a final HTTP status arrived.
///
/// Rules that need a count (streaks, poison, limits of tries) are the outbox's, which knows the status from the verdict.
enum StatusTable {
    /// What decides about the fate beside the status.
    enum Rule: Equatable {
        case fate(Verdict.Fate)
        /// No final status: table B decides.
        case interim
        /// Taken, unless JSON is expected and a captive portal shows a page.
        case success
        /// Taken, unless the official receiver says that it stored nothing of it.
        case perRecord
        /// Too large, unless the server names a time: then it is merely full.
        case size
        /// 415: about the content coding when the answer names the ones it takes and the body had one.
        case coding
    }

    struct Row {
        let statuses: [ClosedRange<Int>]
        let rule: Rule
    }

    /// The first row that holds a status counts.
    static let rows: [Row] = [
        Row(statuses: [100...199], rule: .interim),
        Row(statuses: [207...207], rule: .perRecord),
        Row(statuses: [200...299], rule: .success),
        Row(statuses: [300...399], rule: .fate(.laneConfiguration)),
        Row(
            statuses: [
                400...400, 405...406, 411...412, 414...414, 416...416, 418...418, 422...422,
                428...428,
                431...431, 451...451,
            ],
            rule: .fate(.permanent)),
        Row(statuses: [401...403, 407...407], rule: .fate(.laneAuth)),
        Row(statuses: [404...404, 410...410], rule: .fate(.laneConfiguration)),
        Row(
            statuses: [
                408...408, 423...425, 500...500, 502...502, 504...504, 507...507, 520...527,
                530...530,
                598...599,
            ],
            rule: .fate(.temporary)),
        Row(statuses: [409...409], rule: .fate(.temporary)),
        Row(statuses: [413...413], rule: .size),
        Row(statuses: [415...415], rule: .coding),
        Row(statuses: [417...417], rule: .fate(.temporary)),
        Row(statuses: [421...421], rule: .fate(.temporary)),
        Row(
            statuses: [426...426, 501...501, 505...506, 508...508, 510...510],
            rule: .fate(.laneConfiguration)),
        Row(statuses: [420...420, 429...429, 503...503, 509...509], rule: .fate(.throttle)),
        Row(statuses: [511...511], rule: .fate(.portal)),
        // Not named in the table: by their class.
        Row(statuses: [400...499], rule: .fate(.permanent)),
        Row(statuses: [500...599, 600...999], rule: .fate(.temporary)),
    ]

    /// The rule for a status; `nil` outside 100…999, which libcurl does not report.
    static func rule(for status: Int) -> Rule? {
        rows.first { row in row.statuses.contains { $0.contains(status) } }?.rule
    }
}
