import HealthModel
import Testing

@testable import HealthSender

@Suite struct StatusTableTests {
    /// Table A once more, as the reference writes it: class, then statuses.
    static let reference: [(StatusTable.Rule, [Int])] = [
        (.success, [200, 201, 202, 203, 204, 205, 206, 208, 226, 299]),
        (.perRecord, [207]),
        (.fate(.laneConfiguration), [300, 301, 302, 303, 304, 305, 306, 307, 308, 399]),
        (
            .fate(.permanent),
            [400, 405, 406, 411, 412, 414, 416, 418, 422, 428, 431, 451, 419, 430, 440, 499]
        ),
        (.fate(.laneAuth), [401, 402, 403, 407]),
        (.fate(.laneConfiguration), [404, 410]),
        (
            .fate(.temporary),
            [
                408, 423, 424, 425, 500, 502, 504, 507, 520, 521, 522, 523, 524, 525, 526, 527, 530,
                598, 599,
            ]
        ),
        (.fate(.temporary), [409, 417, 421]),
        (.size, [413]),
        (.coding, [415]),
        (.fate(.laneConfiguration), [426, 501, 505, 506, 508, 510]),
        (.fate(.throttle), [420, 429, 503, 509]),
        (.fate(.portal), [511]),
        (.fate(.temporary), [529, 555, 600, 699, 999]),
        (.interim, [100, 101, 102, 103, 199]),
    ]

    @Test func `every status from 100 to 699 has a row`() {
        for status in 100...699 {
            #expect(StatusTable.rule(for: status) != nil, "\(status)")
        }
    }

    @Test func `the table says what the reference says`() {
        for (rule, statuses) in StatusTableTests.reference {
            for status in statuses {
                #expect(StatusTable.rule(for: status) == rule, "\(status)")
            }
        }
    }

    @Test func `only success can deliver`() {
        for status in 100...699 where !(200...299).contains(status) {
            var outcome = Outcome()
            outcome.status = status
            let verdict = Classifier.verdict(of: outcome, redactor: Redactor(hiding: []), now: 0)
            #expect(verdict.fate != .ok && verdict.fate != .duplicate, "\(status)")
        }
    }
}
