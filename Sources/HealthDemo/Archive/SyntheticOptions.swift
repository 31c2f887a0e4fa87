public import HealthModel

/// What a synthetic archive shall be like. Equal options give equal XML, route and ECG bytes for ever.
public struct SyntheticOptions: Sendable {
    /// How much there is to write.
    public enum Size: Sendable, Hashable {
        /// Records at top level, reached to a few percent.
        case records(Int)
        /// Bytes of the main XML, reached to a few percent.
        case bytes(Int)
        /// A density in thousandths: 1000 gives about 1,900 records a day.
        case density(Int)
    }

    public var seed: UInt64 = 20_310_705
    public var firstDay = SyntheticOptions.defaultFirstDay
    /// Local days, at least 1.
    public var dayCount = 1826
    public var size = Size.records(1_000_000)
    public var zone = SyntheticZone.berlin
    /// Seconds east of UTC in every date of the XML; nil: those of the export's own moment, as on a phone.
    public var offset: Int?
    public var phoneName = "iPhone"
    /// With a no-break space, as real ones have it.
    public var watchName = "Apple\u{A0}Watch"
    /// Counts the exports of one person: a higher one has new device pointers and a later ExportDate.
    public var revision = 0
    /// Days after the `dayCount` that only this export has. Size and density do not depend on it.
    public var newDays = 0
    public var edits: ArchiveEdits = []
    /// Sprinkles the malformed things of ``FaultKind`` over the archive.
    public var hasFaults = false
    /// Seconds between two points of a route; phones write one a second.
    public var routeStep = 10
    /// Deflate level, 1 … 9. What the zip file's bytes are depends on it and on the version of zlib.
    public var level = 1

    public init() {}

    /// The same person's export later on, with about `percent` more days.
    public func grown(byPercent percent: Double = 1) -> SyntheticOptions {
        var later = self
        later.revision += 1
        later.newDays += max(1, Int((Double(dayCount) * percent / 100).rounded()))
        return later
    }

    /// The same person's export later on, after something happened to older records.
    public func edited(_ edits: ArchiveEdits) -> SyntheticOptions {
        var later = self
        later.revision += 1
        later.edits.formUnion(edits)
        return later
    }

    private static let defaultFirstDay = CivilDate(dayNumber: 18_993)  // 2022-01-01
}
