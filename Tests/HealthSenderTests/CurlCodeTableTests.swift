import HealthModel
import Testing

@testable import HealthSender

@Suite struct CurlCodeTableTests {
    /// Table B once more, as the reference writes it.
    static let reference: [(CurlCodeTable.Rule, [Int])] = [
        (.protocolFault, [1]),
        (.fate(.laneConfiguration), [3]),
        (.fate(.local), [2, 4, 27, 41, 43, 48, 49, 93, 99, 100]),
        (.fate(.laneNetwork), [5, 6, 7, 45, 89, 96, 97, 35]),
        (.timeout, [28]),
        (.fate(.ambiguous), [0, 8, 16, 18, 52, 55, 56, 80, 95, 65, 23, 61, 63]),
        (.stream, [92]),
        (.fate(.laneTLS), [53, 54, 58, 59, 60, 64, 66, 77, 82, 83, 90, 91, 98, 101]),
        (.fate(.laneAuth), [67, 94]),
        (.body, [26]),
        (.stopped, [42]),
        (.impossible, [22, 47, 33, 34, 36, 25]),
        (
            .impossible,
            [
                9, 10, 11, 12, 13, 14, 15, 17, 19, 21, 30, 31, 37, 38, 39, 68, 69, 70, 71, 72, 73,
                74,
                78, 79, 81, 84, 85, 86, 87, 88,
            ]
        ),
        (.fate(.ambiguous), [20, 24, 29, 32, 40, 44, 46, 50, 51, 57, 62, 75, 76, 102, 150]),
    ]

    @Test func `every code from 0 to 150 has a row`() {
        for code in 0...150 {
            #expect(CurlCodeTable.row(for: code) != nil, "\(code)")
        }
    }

    @Test func `the table says what the reference says, for every code up to 101`() {
        var named: Set<Int> = []
        for (rule, codes) in CurlCodeTableTests.reference {
            for code in codes {
                #expect(CurlCodeTable.row(for: code)?.rule == rule, "\(code)")
                named.insert(code)
            }
        }
        #expect(Set(0...101).subtracting(named).isEmpty)
    }

    @Test func `no code alone can deliver or condemn a message`() {
        for code in 0...150 {
            var outcome = Outcome()
            (outcome.curlCode, outcome.requestBegan, outcome.bodyLength) = (code, true, 10)
            let verdict = Classifier.verdict(of: outcome, redactor: Redactor(hiding: []), now: 0)
            #expect(![.ok, .duplicate, .permanent].contains(verdict.fate), "\(code)")
        }
    }
}
