import HealthModel

/// Bytes of XML under construction; what is appended here runs a million times and more.
struct XMLBytes {
    private(set) var bytes: [UInt8] = []
    /// Written behind every date: a blank and the offset.
    private let offset: Int64
    private var stamp: [UInt8]
    private var stampedDay = Int64.min
    private var address = Array("300000000".utf8)

    /// - Parameter offset: Seconds east of UTC of all dates.
    init(offset: Int) {
        self.offset = Int64(offset)
        let minutes = abs(offset) / 60
        let sign = offset < 0 ? "-" : "+"
        let zone = sign + Self.twoDigits(minutes / 60) + Self.twoDigits(minutes % 60)
        stamp = Array("0000-00-00 00:00:00 \(zone)".utf8)
    }

    var count: Int { bytes.count }

    mutating func reserve(_ capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    mutating func append(_ text: [UInt8]) {
        bytes.append(contentsOf: text)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends what already stands in these bytes once more.
    mutating func repeatBytes(from start: Int) {
        bytes.append(contentsOf: Array(bytes[start...]))
    }

    /// ` name="value"`, the value escaped as an attribute.
    mutating func attribute(_ name: String, _ value: String) {
        append(" ")
        append(name)
        append("=\"")
        escape(value)
        append("\"")
    }

    mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "\""): append("&quot;")
            default: bytes.append(byte)
            }
        }
    }

    /// `yyyy-MM-dd HH:mm:ss ±hhmm` of seconds since 1970.
    mutating func date(_ seconds: Int64) {
        let local = seconds + offset
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        if day != stampedDay { setDay(day) }
        let time = Int(local - day * 86_400)
        setDigits(time / 3600, at: 11)
        setDigits(time / 60 % 60, at: 14)
        setDigits(time % 60, at: 17)
        bytes.append(contentsOf: stamp)
    }

    /// A number as C's `%g` prints it.
    mutating func decimal(_ number: Decimal6) {
        var digits = number.mantissa.magnitude
        if number.mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
        let places = Int(number.scale)
        guard places > 0 else { return integer(digits) }
        var power: UInt64 = 1
        for _ in 0..<min(places, 18) { power *= 10 }
        if digits * 10_000 < power { return exponent(digits, places: places) }
        integer(digits / power)
        bytes.append(UInt8(ascii: "."))
        digits %= power
        while power > 1 {
            power /= 10
            bytes.append(UInt8(ascii: "0") + UInt8(digits / power))
            digits %= power
        }
    }

    mutating func integer(_ value: UInt64) {
        if value >= 10 { integer(value / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
    }

    /// Nine hexadecimal digits, as device pointers have them.
    @inline(__always)
    mutating func pointer(_ value: UInt32) {
        var rest = value
        for index in stride(from: 8, to: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: rest) & 15
            address[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
            rest >>= 4
        }
        bytes.append(contentsOf: address)
    }

    static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// `d.dde-05`; never more than six digits.
    private mutating func exponent(_ digits: UInt64, places: Int) {
        let text = Array(String(digits).utf8)
        bytes.append(text[0])
        if text.count > 1 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(contentsOf: text[1...])
        }
        append("e-" + Self.twoDigits(places - text.count + 1))
    }

    private mutating func setDay(_ day: Int64) {
        stampedDay = day
        let (year, month, dayOfMonth) = CivilDate(dayNumber: Int32(clamping: day)).components
        setDigits(year / 100, at: 0)
        setDigits(year % 100, at: 2)
        setDigits(month, at: 5)
        setDigits(dayOfMonth, at: 8)
    }

    @inline(__always)
    private mutating func setDigits(_ number: Int, at index: Int) {
        stamp[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
        stamp[index + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
    }
}
