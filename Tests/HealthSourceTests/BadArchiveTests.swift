import Foundation
import HealthModel
import HealthSource
import Testing

/// Section 19 of the archive reference: what stops the import, with which words and which status.
@Suite struct BadArchiveTests {
    private let xml = export(record() + "\n" + record(value: "101"))

    private func zip(_ change: (inout TestZip.Member) -> Void = { _ in }) -> [UInt8] {
        var zip = TestZip()
        zip.add("export.xml", xml)
        change(&zip.members[0])
        return zip.bytes
    }

    @Test func `no such file`() {
        let reader = ArchiveReader()
        #expect {
            try reader.read(.path("/nowhere/export.zip"), into: RecordingSink())
        } throws: { error in
            "\(error)" == "/nowhere/export.zip: there is no such file; check the path"
                && (error as? SourceError)?.exitStatus == .badData
        }
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a file that may not be read ends with 77`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(zip(), to: "export.zip")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect {
            try ArchiveReader().read(.path(path), into: RecordingSink())
        } throws: { ($0 as? SourceError)?.exitStatus == .permission }
    }

    @Test(arguments: [
        ([], SourceError.Code.empty), (Array("hello".utf8), .notAnArchive),
        (Array("{\"data\":{}}".utf8), .notAnArchive), (Array("<html/>".utf8), .noHealthData),
        (Array("PK".utf8), .truncated), (TestZip().bytes, .noHealthData),
    ])
    func `what is no archive is said to be none`(bytes: [UInt8], code: SourceError.Code) throws {
        let error = try #require(fault(of: bytes))
        #expect(error.code == code)
        #expect(error.exitStatus == .badData)
        #expect(error.description.hasPrefix("export.zip"))
    }

    @Test func `a zip without Health data lists what it has`() throws {
        var zip = TestZip()
        zip.add("photos/one.jpg", [0xff, 0xd8])
        zip.add("notes.txt", "hello")
        #expect(
            fault(of: zip.bytes)?.description
                == #"export.zip: no file in it holds Health data; it has "photos/one.jpg", "notes.txt"; "#
                + #"give the export.zip of "Export All Health Data""#)
    }

    @Test func `a wrong checksum stops the import`() throws {
        let error = try #require(fault(of: zip { $0.checksum = 1 }))
        #expect(error.code == .checksum)
        #expect(error.member == "export.xml")
    }

    @Test func `a broken deflate stream stops the import`() throws {
        var compressed = TestZip.deflate(Array(xml.utf8))
        compressed[compressed.count / 2] ^= 0xff
        compressed[compressed.count / 2 + 1] ^= 0xff
        let error = try #require(fault(of: zip { $0.compressed = compressed }))
        #expect([.brokenStream, .checksum, .wrongSize, .truncated].contains(error.code))
        let garbage = [UInt8](repeating: 0xff, count: 100)
        #expect(fault(of: zip { $0.compressed = garbage })?.code == .brokenStream)
    }

    @Test func `a stated size may be wrong by four gibibytes only`() throws {
        let wrapped = zip { ($0.style, $0.sizeError) = (.zip64, 1 << 32) }
        let (report, sink) = try read(wrapped)
        #expect(sink.rows.count == 2)
        #expect(report.counts == [.wrappedSize: 1])
        #expect(fault(of: zip { $0.sizeError = 1 })?.code == .wrongSize)
    }

    @Test func `encrypted members and other methods are refused by name`() {
        #expect(fault(of: zip { $0.flags = 1 })?.problem == "the member is encrypted")
        #expect(
            fault(of: zip { $0.method = 93 })?.problem == "compression method 93 is not supported")
    }

    @Test func `members that share bytes are a bomb`() {
        var zip = TestZip()
        zip.add("export.xml", xml)
        zip.aliases = [0]
        #expect(fault(of: zip.bytes)?.code == .overlap)
    }

    @Test func `a zip cut anywhere gives a clear error and with salvage its whole records`() throws
    {
        let whole = zip()
        let full = try read(whole).sink.rows
        for length in 0..<whole.count {
            let cut = Array(whole.prefix(length))
            let error = try #require(fault(of: cut), "cut after \(length) bytes")
            #expect(error.exitStatus == .badData)
            #expect(error.description.count > 30)
            let sink = RecordingSink()
            _ = try? read(cut, salvage: true, into: sink)
            #expect(full.starts(with: sink.rows), "cut after \(length) bytes")
        }
        // All of the member is there, only the directory is missing.
        let (report, sink) = try read(Array(whole.dropLast(60)), salvage: true)
        #expect(sink.rows == full)
        #expect(report.isComplete)
    }

    @Test func `an XML cut anywhere gives a clear error and with salvage its whole records`() throws
    {
        let whole = Array(xml.utf8)
        let full = try read(xml).sink.rows
        for length in 0..<whole.count - 1 {
            let cut = Array(whole.prefix(length))
            let error = try #require(fault(of: cut, name: "export.xml"), "cut after \(length)")
            #expect(error.exitStatus == .badData)
            let sink = RecordingSink()
            let result = try? read(cut, name: "export.xml", salvage: true, into: sink)
            #expect(full.starts(with: sink.rows), "cut after \(length) bytes")
            #expect(result?.report.isComplete != true)
        }
        // Without the newline at its end it is whole.
        #expect(try read(Array(whole.dropLast()), name: "export.xml").report.isComplete)
        let late = Array(whole.dropLast(14))
        let (report, sink) = try read(late, name: "export.xml", salvage: true)
        #expect(sink.rows == full)
        #expect(report.counts == [.salvaged: 1])
        #expect(
            fault(of: late, name: "export.xml")?.description
                == "export.xml, byte \(late.count): the file ends before </HealthData>; "
                + "copy the file again, or repeat with --salvage to keep what is whole")
    }

    @Test func `the last whole member of a cut zip is named`() throws {
        var zip = TestZip()
        zip.add("one.xml", xml)
        zip.add("two.bin", [UInt8](repeating: 7, count: 500), stored: true, style: .plain)
        let error = try #require(fault(of: Array(zip.bytes.dropLast(100))))
        #expect(error.code == .truncated)
        #expect(error.description.contains(#"the last whole member is "two.bin""#))
    }

    @Test func `salvage keeps what a wrong checksum or a broken stream leaves`() throws {
        let (report, sink) = try read(zip { $0.checksum = 1 }, salvage: true)
        #expect(sink.rows.count == 2)
        #expect(!report.isComplete)
        #expect(report.warnings.map(\.code) == [.salvaged])
    }
}
