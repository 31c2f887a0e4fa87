import HealthPlugin

extension ContractRun {
    mutating func checkExamples() {
        if cases.isEmpty { note("Fixtures", "there is no case") }
        for testCase in cases {
            do {
                let outcomes =
                    if let reader {
                        try testCase.outcomes(of: reader)
                    } else {
                        try testCase.exports(of: provider)
                    }
                // What was refused, and what was warned of, is an outcome of every case of a reader.
                if outcomes.count < (reader == nil ? 1 : 3) {
                    note("\(testCase)", "nothing is expected of it")
                }
                for outcome in outcomes where outcome.actual != outcome.expected {
                    note(
                        "\(testCase)",
                        "\(outcome.name) is not as expected: "
                            + Self.difference(outcome.actual, outcome.expected))
                }
            } catch {
                note("\(testCase)", "\(error)")
            }
        }
    }

    /// Where two texts part, and how they go on.
    static func difference(_ actual: String, _ expected: String) -> String {
        let (left, right) = (Array(actual.utf8), Array(expected.utf8))
        let place = zip(left, right).prefix { $0 == $1 }.count
        func rest(_ bytes: [UInt8]) -> String {
            guard place < bytes.count else { return "the end" }
            let part = bytes[max(0, place - 20)..<min(bytes.count, place + 60)]
            let text = String(decoding: part, as: UTF8.self).replacing("\n", with: "⏎")
            return "…\(text)…"
        }
        return "at byte \(place) it has \(rest(left)) and not \(rest(right))"
    }
}
