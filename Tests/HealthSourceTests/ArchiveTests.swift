import HealthModel
import HealthSource
import Testing

@Suite struct ArchiveTests {
    private let xml = export(record() + "\n" + record(value: "101"))
    private let rows = 2

    private func zip(
        _ name: String = "apple_health_export/export.xml", stored: Bool = false,
        style: TestZip.Style = .phone
    ) -> TestZip {
        var zip = TestZip()
        zip.add(name, xml, stored: stored, style: style)
        return zip
    }

    @Test(arguments: [TestZip.Style.phone, .plain, .bareDescriptor, .zip64], [true, false])
    func `every way to write a member gives the same rows`(
        style: TestZip.Style, stored: Bool
    ) throws {
        // A stored member without sizes could not be found by anybody.
        let zip = zip(stored: stored, style: style)
        let (report, sink) = try read(zip.bytes)
        #expect(sink.rows.count == rows)
        #expect(report.mainFile == "apple_health_export/export.xml")
        #expect(report.inflatedBytes == Int64(xml.utf8.count))
        #expect(report.warnings == [])
    }

    @Test func `zip folder and bare file store the same`() throws {
        let fromZip = try read(zip().bytes).sink
        let fromFile = try read(xml).sink
        let folder = try TemporaryFolder()
        try folder.write(Array(xml.utf8), to: "apple_health_export/导出.xml")
        try folder.write(Array("junk".utf8), to: "apple_health_export/.DS_Store")
        let fromFolder = RecordingSink()
        let report = try ArchiveReader().read(.path(folder.path), into: fromFolder)
        #expect(fromFile.rows == fromZip.rows)
        #expect(fromFolder.rows == fromZip.rows)
        #expect(report.mainFile == "apple_health_export/导出.xml")
        #expect(report.members.map(\.outcome) == [.skipped, .read])
    }

    @Test(arguments: [
        "apple_health_export/Exportieren.xml", "导出.xml", "dışa aktarılan.xml", "no-extension",
    ])
    func `the main XML is found whatever its name`(name: String) throws {
        #expect(try read(zip(name).bytes).report.mainFile == name)
    }

    @Test func `a name that is not UTF-8 is shown repaired`() throws {
        var zip = zip()
        zip.members[0].name = [0x61, 0xff, 0x62]
        #expect(try read(zip.bytes).report.mainFile == "a\u{fffd}b")
    }

    @Test func `a root far behind the first bytes is found`() throws {
        let long = xml.replacing(
            "<!ELEMENT", with: "<!-- \(String(repeating: "x", count: 15_000)) --><!ELEMENT")
        #expect(try read(long).sink.rows.count == rows)
    }

    @Test func `members are listed with what became of them`() throws {
        var zip = TestZip()
        zip.add("apple_health_export/", "", stored: true)
        zip.add("apple_health_export/export.xml", xml)
        zip.add("apple_health_export/export_cda.xml", "<?xml?>\n<ClinicalDocument>\n</x>")
        zip.add("__MACOSX/apple_health_export/._export.xml", [0, 5, 22, 7])
        zip.add("apple_health_export/notes.bin", [1, 2, 3])
        let (report, _) = try read(zip.bytes)
        #expect(report.members.map(\.kind) == [.junk, .main, .clinicalDocument, .junk, .unknown])
        #expect(report.members.map(\.outcome) == [.skipped, .read, .skipped, .skipped, .skipped])
        #expect(report.members[4].size == 3)
        #expect(report.counts == [.unknownMember: 1])
        #expect(report.warnings[0].file == "apple_health_export/notes.bin")
    }

    @Test func `two main files need a choice`() throws {
        var zip = TestZip()
        zip.add("a.xml", xml)
        zip.add("b.xml", export(record()))
        let error = try #require(fault(of: zip.bytes))
        #expect(error.code == .severalMainFiles)
        #expect(
            error.description
                == #"export.zip: 2 files in it hold Health data: "a.xml", "b.xml"; choose one with --main"#
        )
        #expect(try read(zip.bytes, main: "b.xml").sink.rows.count == 1)
        let wrong = try #require(fault(of: zip.bytes, main: "c.xml"))
        #expect(wrong.code == .noSuchMember)
        #expect(wrong.description.contains(#"it has "a.xml", "b.xml""#))
    }

    @Test func `progress comes often and may stop the reading`() throws {
        struct Stop: Error {}
        let folder = try TemporaryFolder()
        let lines = (0..<5000).map { record(value: "\($0)") }
        let path = try folder.write(
            Array(export(lines.joined(separator: "\n")).utf8), to: "export.xml")
        var seen: [ReadProgress] = []
        _ = try ArchiveReader().read(.path(path), into: RecordingSink()) { seen.append($0) }
        #expect(seen.count > 3)
        #expect(seen.last?.bytesRead == seen.last?.bytesTotal)
        #expect(seen.last?.records == 5000)
        #expect(throws: Stop.self) {
            try ArchiveReader().read(.path(path), into: RecordingSink()) { progress in
                if progress.records > 1000 { throw Stop() }
            }
        }
    }

    @Test func `what the sink throws comes out unchanged`() throws {
        final class Full: ImportSink {
            struct NoRoom: Error {}
            func add(_ batch: SampleBatch) throws { throw NoRoom() }
            func add(_ document: Document) throws { throw NoRoom() }
            func add(_ reject: Reject) throws { throw NoRoom() }
        }
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(xml.utf8), to: "export.xml")
        #expect(throws: Full.NoRoom.self) { try ArchiveReader().read(.path(path), into: Full()) }
    }
}
