import HealthEncoding
import HealthModel

/// Writes instants in UTC.
enum InstantText {
    /// `yyyy-MM-dd HH:mm:ss +0000`, as archives write dates.
    static func appendArchiveDate(_ instant: Instant, to bytes: inout [UInt8]) {
        append(instant, separator: UInt8(ascii: " "), to: &bytes)
        bytes.append(contentsOf: " +0000".utf8)
    }

    /// `yyyy-MM-ddTHH:mm:ssZ`, as keys of documents hold it.
    static func key(_ instant: Instant) -> String {
        var bytes: [UInt8] = []
        append(instant, separator: UInt8(ascii: "T"), to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ instant: Instant, separator: UInt8, to bytes: inout [UInt8]) {
        let day = (instant.seconds >= 0 ? instant.seconds : instant.seconds - 86_399) / 86_400
        let second = Int(instant.seconds - day * 86_400)
        let (year, month, dayOfMonth) = CivilDate(dayNumber: Int32(clamping: day)).components
        pad(year, 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        pad(month, 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        pad(dayOfMonth, 2, to: &bytes)
        bytes.append(separator)
        pad(second / 3600, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        pad(second / 60 % 60, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        pad(second % 60, 2, to: &bytes)
    }

    private static func pad(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
