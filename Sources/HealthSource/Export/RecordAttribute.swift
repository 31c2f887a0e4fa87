import HealthXML

/// The attributes of a `Record` that this program gives a meaning.
enum RecordAttribute: Int {
    case type, source, sourceVersion, device, unit, creation, start, end, value

    static let count = 9
}

/// Tells attributes by name. By length first, as no two but `type` and `unit` share theirs.
struct RecordNames {
    private let type = NamePattern("type")
    private let source = NamePattern("sourceName")
    private let sourceVersion = NamePattern("sourceVersion")
    private let device = NamePattern("device")
    private let unit = NamePattern("unit")
    private let creation = NamePattern("creationDate")
    private let start = NamePattern("startDate")
    private let end = NamePattern("endDate")
    private let value = NamePattern("value")

    /// Which attribute `name` is, or `nil` when it is another.
    @inline(__always)
    func attribute(_ window: Span<UInt8>, _ name: ByteRange) -> RecordAttribute? {
        switch name.count {
        case 4:
            if type.matches(window, name) { return .type }
            return unit.matches(window, name) ? .unit : nil
        case 5: return value.matches(window, name) ? .value : nil
        case 6: return device.matches(window, name) ? .device : nil
        case 7: return end.matches(window, name) ? .end : nil
        case 9: return start.matches(window, name) ? .start : nil
        case 10: return source.matches(window, name) ? .source : nil
        case 12: return creation.matches(window, name) ? .creation : nil
        case 13: return sourceVersion.matches(window, name) ? .sourceVersion : nil
        default: return nil
        }
    }
}
