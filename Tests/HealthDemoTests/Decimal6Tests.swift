import Foundation
import Testing

@testable import HealthDemo

@Suite struct Decimal6Tests {
    private func printed(_ number: Decimal6) -> String {
        var xml = XMLBytes(offset: 0)
        xml.decimal(number)
        return String(decoding: xml.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (51, 6, "5.1e-05"), (100, 6, "0.0001"), (7, 5, "7e-05"), (123_456, 6, "0.123456"),
        (1_234_567, 3, "1234.57"), (1_234_565, 3, "1234.57"), (5, 0, "5"), (-1500, 3, "-1.5"),
        (0, 4, "0"), (9_999_999, 4, "1000"), (70, 1, "7"),
    ])
    func `numbers are printed as C prints them`(mantissa: Int, scale: Int, text: String) {
        #expect(printed(Decimal6(mantissa, scale: scale)) == text)
    }

    @Test func `doubles are rounded to six digits`() throws {
        var random = SplitMix64(seed: 7, stream: 1)
        for _ in 0..<2000 {
            let value = Double(random.between(1, 99_999_999)) / Double(random.between(1, 99_999))
            let text = printed(Decimal6(rounding: value))
            let rounded = try #require(Double(text))
            #expect(abs(rounded - value) <= value * 5.000_001e-6, "\(value)")
        }
        for value in [0.1, 12.5, 1.0 / 3, 2e-5, 999_999.4, 7] {
            #expect(printed(Decimal6(rounding: value)) == String(format: "%g", value))
        }
    }

    @Test func `what is printed is what counts`() throws {
        var random = SplitMix64(seed: 8, stream: 1)
        for _ in 0..<2000 {
            let number = Decimal6(random.between(0, 999_999), scale: random.between(0, 6))
            #expect(try #require(Double(printed(number))) == number.double)
        }
    }

    @Test(arguments: [0, 3600, -12_600, 20_700])
    func `dates carry the offset that they are written with`(offset: Int) {
        var xml = XMLBytes(offset: offset)
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: offset)
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss Z"
        var random = SplitMix64(seed: 9, stream: 1)
        for _ in 0..<200 {
            let seconds = Int64(random.between(-86_400 * 400, 4_000_000_000))
            xml.removeAll()
            xml.date(seconds)
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(String(decoding: xml.bytes, as: UTF8.self) == expected)
        }
    }
}
