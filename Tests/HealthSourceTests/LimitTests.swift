import HealthModel
import HealthSource
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
        let child = "<b k=\"\(String(repeating: "v", count: 1000))\"/>"
        let document = "<HealthData><a>" + String(repeating: child, count: 17_000)
        #expect(
            fault(of: Array(document.utf8), name: "export.xml")?.problem
                == "<a> with all that is in it is too large to be kept (over 16777216 bytes)")
        let entry = "<MetadataEntry key=\"k\" value=\"\(String(repeating: "v", count: 1000))\"/>"
        let record = "<HealthData>" + record(children: String(repeating: entry, count: 17_000))
        #expect(
            fault(of: Array(record.utf8), name: "export.xml")?.problem
                == "the metadata of one record take more than 16777216 bytes")
    }
}
