import HealthDemo
import HealthModel
import Testing

/// What other programs make of an archive.
@Suite struct ArchiveFormTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Three weeks with an electrocardiogram and an interval run whose routes share a file.
    private var wide: SyntheticOptions {
        var options = SyntheticArchiveTests.options
        options.firstDay = options.firstDay.advanced(byDays: 10)
        options.dayCount = 21
        options.size = .density(60)
        return options
    }

    private static let listing = """
        import sys, zipfile, xml.parsers.expat, collections
        archive = zipfile.ZipFile(sys.argv[1])
        assert archive.testzip() is None
        names = archive.namelist()
        counts = collections.Counter()
        def start(name, attributes): counts[name] += 1
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = start
        parser.ParseFile(archive.open("apple_health_export/export.xml"))
        for name in names:
            if name.endswith(".gpx"):
                parser = xml.parsers.expat.ParserCreate()
                parser.StartElementHandler = start
                parser.Parse(archive.read(name), True)
        paths = set(name.split("/", 1)[1] for name in names if name.endswith(".gpx"))
        print(counts["Record"], counts["Workout"], counts["WorkoutRoute"], counts["trkpt"],
              len(paths), sum(name.endswith(".csv") for name in names), len(names))
        """

    @Test(.enabled(if: ExternalProgram.hasPython))
    func `Python opens the zip, and its parser reads the XML and the routes`() throws {
        let report = try SyntheticArchive(wide).write(
            to: folder.file("export.zip")
        )
        let (status, output) = ExternalProgram.run(Self.listing, folder.file("export.zip"))
        #expect(status == 0)
        let numbers = output.split { !$0.isNumber }.compactMap { Int($0) }
        let members = report.routeFiles + report.electrocardiograms + 3
        #expect(
            numbers == [
                report.records + report.nestedRecords, report.workouts, report.routes,
                report.routePoints, report.routeFiles, report.electrocardiograms, members,
            ]
        )
        #expect(report.routeFiles < report.routes, "some routes share a file")
        #expect(report.electrocardiograms > 0)
    }

    @Test func `local headers lack CRC and compressed size but have the uncompressed size`() throws
    {
        var options = SyntheticArchiveTests.options
        options.dayCount = 2
        let report = try SyntheticArchive(options).write(to: folder.file("export.zip"))
        let bytes = try folder.bytes("export.zip")
        #expect(bytes.prefix(4) == [0x50, 0x4B, 0x03, 0x04])
        #expect(bytes[6] == 8 && bytes[7] == 0)
        #expect(bytes[14..<22].allSatisfy { $0 == 0 })
        let size = bytes[22..<26].reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(size == report.xmlBytes)
        #expect(bytes.count == report.fileBytes)
    }

    @Test func `malformed things are counted, and every kind is there`() throws {
        var options = SyntheticArchiveTests.options
        options.hasFaults = true
        let report = try SyntheticArchive(options).write(to: folder.file("a.xml"), as: .xml)
        #expect(report.faults.count == FaultKind.allCases.count)
        let text = String(decoding: try folder.bytes("a.xml"), as: UTF8.self)
        let marks: [FaultKind: String] = [
            .unreadableDate: " startDate=\"yesterday at noon\"", .notANumber: "value=\"four\"",
            .blankInAttributeName: " Example App Version=",
            .controlCharacter: "Example\u{0B}Faults",
            .unknownReference: "&bogus;", .numericReference: "&#183;", .invalidUTF8: "\u{FFFD}",
            .unknownElement: "<ExampleOfLater", .badSummaryDate: "\"someday\"",
            .escapingRoute: "../../route_outside", .unknownType: "ExampleOfLater\" source",
        ]
        for (kind, mark) in marks {
            #expect(text.ranges(of: mark).count == report.faults[kind], "\(kind)")
        }
        #expect(text.contains("HealthKit Export Version: 12"))
    }

    @Test func `faults do not touch the regular records`() throws {
        let options = SyntheticArchiveTests.options
        var faulty = options
        faulty.hasFaults = true
        let clean = try SyntheticArchive(options).write(
            to: folder.file("a.xml"), as: .xml, hasAnswers: true
        )
        let broken = try SyntheticArchive(faulty).write(
            to: folder.file("b.xml"), as: .xml, hasAnswers: true
        )
        #expect(clean.answers == broken.answers)
        #expect(clean.types == broken.types)
    }
}
