import HealthModel
import HealthPlugin
import HealthXML

/// Reads the points of a GPX file, window after window. Source: section 11 of the archive reference.
struct GPXParser: ~Copyable {
    private enum Field {
        case altitude, time, speed, course, horizontalAccuracy, verticalAccuracy, name
    }

    private let limits: ReadLimits
    private var tokenizer: XMLTokenizer
    private let numbers = NumberText()
    private var dates = DateText()
    private var point: RoutePoint?
    private var field: Field?
    private var scratch: [UInt8] = []
    private var isInTrack = false
    private var hasEnded = false
    private(set) var route = RouteBuilder()
    /// Points without a place, or with a part that cannot be read.
    private(set) var badPoints = 0
    /// Where the file stopped being one, if it did: points before are good.
    private(set) var faultOffset: Int64?

    init(limits: ReadLimits) {
        self.limits = limits
        tokenizer = XMLTokenizer(limits: limits.markup)
    }

    /// Reads as many whole tokens as the window holds and returns how many bytes were used.
    mutating func consume(_ window: Span<UInt8>, at base: Int64, isLast: Bool) -> Int {
        guard faultOffset == nil, !hasEnded else { return window.count }
        var position = 0
        while true {
            let token: XMLToken
            do {
                token = try tokenizer.next(in: window, at: &position, isLast: isLast)
            } catch {
                return stop(base + Int64(error.position), window)
            }
            switch token {
            case .startTag(let name, let isEmpty): start(name, isEmpty: isEmpty, window)
            case .endTag(let name):
                end(name, window)
                if hasEnded { return window.count }
            case .text(let range, _): text(range, window)
            case .doctype: break
            case .needsMore: return position
            case .malformed, .cut, .end: return stop(base + Int64(tokenizer.tokenStart), window)
            }
            guard route.byteCount <= limits.seriesMax else {
                return stop(base + Int64(position), window)
            }
        }
    }

    private mutating func stop(_ offset: Int64, _ window: Span<UInt8>) -> Int {
        faultOffset = offset
        return window.count
    }

    private mutating func start(_ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>) {
        field = nil
        if window.equals("trkpt", name) {
            var point = RoutePoint()
            for attribute in tokenizer.attributes {
                let number = numbers.parse(window, attribute.value) ?? .nan
                if window.equals("lat", attribute.name) { point.latitude = number }
                if window.equals("lon", attribute.name) { point.longitude = number }
            }
            self.point = point
            if isEmpty { endPoint() }
        } else if window.equals("trk", name) {
            isInTrack = true
        } else if !isEmpty {
            field = Self.field(name, window)
        }
    }

    private static func field(_ name: ByteRange, _ window: Span<UInt8>) -> Field? {
        if window.equals("ele", name) { return .altitude }
        if window.equals("time", name) { return .time }
        if window.equals("speed", name) { return .speed }
        if window.equals("course", name) { return .course }
        if window.equals("hAcc", name) { return .horizontalAccuracy }
        if window.equals("vAcc", name) { return .verticalAccuracy }
        return window.equals("name", name) ? .name : nil
    }

    private mutating func end(_ name: ByteRange, _ window: Span<UInt8>) {
        field = nil
        if window.equals("trkpt", name) { endPoint() }
        if window.equals("gpx", name) { hasEnded = true }
    }

    private mutating func endPoint() {
        guard let point else { return }
        self.point = nil
        guard abs(point.latitude) <= 90, abs(point.longitude) <= 180, !point.time.isNaN else {
            badPoints += 1
            return
        }
        route.add(point)
    }

    private mutating func text(_ range: ByteRange, _ window: Span<UInt8>) {
        guard let field else { return }
        if field == .name {
            guard isInTrack, point == nil, route.name == nil else { return }
            scratch.removeAll(keepingCapacity: true)
            _ = XMLText.append(range, of: window, to: &scratch)
            route.name = String(decoding: scratch, as: UTF8.self)
            return
        }
        guard point != nil else { return }
        if field == .time {
            point?.time = dates.parseUTC(window, range).map { Double($0.seconds) } ?? .nan
            return
        }
        let number = numbers.parse(window, range) ?? .nan
        switch field {
        case .altitude: point?.altitude = number
        case .speed: point?.speed = Self.known(number)
        case .course: point?.course = Self.known(number)
        case .horizontalAccuracy: point?.horizontalAccuracy = Self.known(number)
        case .verticalAccuracy: point?.verticalAccuracy = Self.known(number)
        case .time, .name: break
        }
    }

    /// -1 stands for unknown.
    static func known(_ number: Double) -> Double {
        number < 0 ? .nan : number
    }
}
