import HealthTesting
import Testing

@testable import HealthEncoding

@Suite struct DecimalTextTests {
    @Test(
        arguments: [
            (34, "34"), (-0.0, "0"), (0.1, "0.1"), (96, "96"), (5.1e-05, "0.000051"),
            (1e21, "1e+21"),
            (1e-7, "1e-7"), (1.2345678901234568e20, "123456789012345680000"), (1.5e-9, "1.5e-9"),
            (-107.825, "-107.825"), (0.35833333333333334, "0.35833333333333334"),
            (1e20, "100000000000000000000"),
            (1_773_123_300.0019531, "1773123300.0019531"), (0.000001, "0.000001"),
            (-1e-6, "-0.000001"),
            (Double.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (9_007_199_254_740_992, "9007199254740992"), (56.00000000000001, "56.00000000000001"),
        ] as [(Double, String)])
    func `numbers are printed as ECMAScript prints them`(number: Double, text: String) {
        var bytes: [UInt8] = []
        DecimalText.append(number, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test func `random numbers of every size read back to themselves and are shortest`() {
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<20_000 {
            let number =
                Bool.random(using: &generator)
                ? Double(bitPattern: generator.next())
                : Double(Int.random(in: -1_000_000_000...1_000_000_000, using: &generator)) / [
                    1, 10, 1000, 1e5, 1e7,
                ]
                .randomElement(using: &generator)!
            guard number.isFinite else { continue }
            var bytes: [UInt8] = []
            DecimalText.append(number, to: &bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(Double(text) == number, "\(number) was printed as \(text)")
            let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
            let shortest = DecimalText.shortestDigits(number).digits.count
            #expect(String(digits).reversed().drop { $0 == "0" }.count <= shortest)
        }
    }
}
