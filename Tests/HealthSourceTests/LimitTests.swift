import HealthModel
@testable import HealthSource
import Testing

/// The limits of section 19, tried with inputs that would take all memory without them.
@Suite struct LimitTests {
    @Test func `a hundred megabytes in one attribute`() throws {
        let bytes =
            Array("<HealthData locale=\"en\"><Record type=\"".utf8)
            + [UInt8](repeating: UInt8(ascii: "x"), count: 100_000_000)
        let error = try #require(fault(of: bytes, name: "export.xml"))
        #expect(
            error.description
                == "export.xml, byte 38: an attribute value takes more than 1048576 bytes; "
                + "no phone writes such a file; make the export again")
        #expect(error.exitStatus == .badData)
    }

    @Test func `ten thousand levels`() throws {
        let xml = "<HealthData>" + String(repeating: "<a>", count: 10_000)
        let error = try #require(fault(of: Array(xml.utf8), name: "export.xml"))
        #expect(error.code == .limit)
        #expect(error.problem == "elements stand inside each other more than 64 deep")
        #expect(error.position == Int64(12 + 63 * 3))
        #expect(fault(of: Array(xml.utf8), name: "export.xml", salvage: true)?.code == .limit)
    }

    @Test func `sixty-four levels are allowed`() throws {
        let open = String(repeating: "<a>", count: 63)
        let (report, sink) = try read(
            "<HealthData>" + open + String(repeating: "</a>", count: 63) + "</HealthData>")
        #expect(report.documentsByKind == ["a": 1])
        #expect(sink.documents.count == 1)
    }

    @Test func `a tag a DOCTYPE and a text have their limits too`() throws {
        let tag = "<HealthData><Record " + String(repeating: "a=\"1\" ", count: 800_000) + "/>"
        #expect(
            fault(of: Array(tag.utf8), name: "export.xml")?.problem
                == "a tag takes more than 4194304 bytes")
        let doctype = "<!DOCTYPE HealthData [" + String(repeating: "x", count: 1_100_000)
        #expect(
            fault(of: Array(doctype.utf8), name: "export.xml")?.problem
                == "the DOCTYPE takes more than 1048576 bytes")
        let text = "<HealthData>" + String(repeating: "x", count: 1_100_000)
        #expect(
            fault(of: Array(text.utf8), name: "export.xml")?.problem
                == "a run of text takes more than 1048576 bytes")
    }

    @Test func `one document and the metadata of one record have theirs`() throws {
        var limits = ReadLimits()
        limits.documentMax = 10_000
        let child = "<b k=\"\(String(repeating: "v", count: 100))\"/>"
        let document = "<HealthData><a>" + String(repeating: child, count: 100)
        #expect(
            limitFault(of: document, limits)?.problem
                == "<a> with all that is in it is too large to be kept (over 10000 bytes)")
        let entry = "<MetadataEntry key=\"k\" value=\"\(String(repeating: "v", count: 100))\"/>"
        let record = "<HealthData>" + record(children: String(repeating: entry, count: 100))
        #expect(
            limitFault(of: record, limits)?.problem
                == "the metadata of one record take more than 10000 bytes")
    }

    @Test func `the points of one route and the files that are named have theirs`() throws {
        var limits = ReadLimits()
        (limits.seriesMax, limits.referencesMax) = (1000, 5)
        let begin =
            "<HealthData><Workout startDate=\"2031-07-05 10:00:00 +0200\"><WorkoutRoute>"
        let point =
            "<Location date=\"2031-07-05 10:00:01 +0200\" latitude=\"1\" longitude=\"2\"/>"
        #expect(
            limitFault(of: begin + String(repeating: point, count: 20), limits)?.problem
                == "the points of one route take more than 1000 bytes")
        let names = (0..<10).map { "<FileReference path=\"/workout-routes/\($0).gpx\"/>" }
        #expect(
            limitFault(of: begin + names.joined(), limits)?.problem == "it names more than 5 files")
    }

    @Test func `a member that inflates without end is a bomb`() throws {
        var limits = ReadLimits()
        limits.inflationFreeBytes = 1 << 20
        // 1000:1, which no archive of a phone reaches.
        let spaces = [UInt8](repeating: 0x20, count: 4 << 20)
        var zip = TestZip()
        zip.add("export.xml", Array("<HealthData>".utf8) + spaces + Array("</HealthData>".utf8))
        for salvage in [false, true] {
            let folder = try TemporaryFolder()
            let path = try folder.write(zip.bytes, to: "export.zip")
            let reader = ArchiveReader(options: .init(salvage: salvage), limits: limits)
            #expect {
                try reader.read(.path(path), into: RecordingSink())
            } throws: { ($0 as? SourceError)?.code == .bomb }
        }
    }

    private func limitFault(of xml: String, _ limits: ReadLimits) -> SourceError? {
        do {
            let folder = try TemporaryFolder()
            let path = try folder.write(Array(xml.utf8), to: "export.xml")
            _ = try ArchiveReader(limits: limits).read(.path(path), into: RecordingSink())
            return nil
        } catch {
            return error as? SourceError
        }
    }
}
