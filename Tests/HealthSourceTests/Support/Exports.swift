import HealthModel
import HealthSource

/// An export around `content`, as phones begin and end it.
func export(
    _ content: String, date: String = "2031-07-05 10:15:00 +0200", version: Int = 14
) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE HealthData [
    <!-- HealthKit Export Version: \(version) -->
    <!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
    ]>
    <HealthData locale="en_GB">
     <ExportDate value="\(date)"/>
    \(content)
    </HealthData>

    """
}

/// One record line; `nil` leaves an attribute out.
func record(
    type: String? = "HKQuantityTypeIdentifierStepCount", source: String? = "Example Phone",
    device: String? = nil, unit: String? = "count",
    start: String? = "2031-07-05 10:00:00 +0200", end: String? = "2031-07-05 10:05:00 +0200",
    value: String? = "100", extra: String = "", children: String? = nil
) -> String {
    let attributes = [
        ("type", type), ("sourceName", source), ("sourceVersion", "18.1"), ("device", device),
        ("unit", unit), ("creationDate", "2031-07-05 10:15:00 +0200"), ("startDate", start),
        ("endDate", end), ("value", value),
    ]
    let text = attributes.compactMap { name, value in value.map { " \(name)=\"\($0)\"" } }.joined()
    let tag = " <Record\(text)\(extra)"
    return children.map { "\(tag)>\n\($0)\n </Record>" } ?? tag + "/>"
}

/// 2031-07-05 10:00:00 +0200.
let tenOClock = 1_941_004_800

/// Reads bare XML from a file.
func read(
    _ xml: String, salvage: Bool = false, into sink: RecordingSink = RecordingSink()
) throws -> (report: ReadReport, sink: RecordingSink) {
    try read(Array(xml.utf8), name: "export.xml", salvage: salvage, into: sink)
}

/// Writes a file of that name and reads it.
func read(
    _ bytes: [UInt8], name: String = "export.zip", main: String? = nil, salvage: Bool = false,
    into sink: RecordingSink = RecordingSink()
) throws -> (report: ReadReport, sink: RecordingSink) {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: name)
    let reader = ArchiveReader(options: ArchiveOptions(mainMember: main, salvage: salvage))
    let report = try reader.read(.path(path), into: sink)
    return (report, sink)
}

/// The error of a reading that must fail, without the folder of the test in its file name.
func fault(
    of bytes: [UInt8], name: String = "export.zip", main: String? = nil, salvage: Bool = false
) -> SourceError? {
    do {
        _ = try read(bytes, name: name, main: main, salvage: salvage)
        return nil
    } catch var error as SourceError {
        error.file = error.file.split(separator: "/").last.map(String.init) ?? ""
        return error
    } catch {
        return nil
    }
}

extension ReadReport {
    /// How often each kind of warning was counted.
    var counts: [WarningCode: Int] {
        Dictionary(uniqueKeysWithValues: warnings.map { ($0.code, $0.count) })
    }
}
