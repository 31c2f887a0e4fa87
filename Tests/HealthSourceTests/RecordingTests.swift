import HealthModel
import HealthPlugin
import HealthSource
import Testing

@Suite struct RecordingTests {
    private let english = """
        Name,Example
        Date of Birth,"Jan 1, 1970"
        Recorded Date,2031-07-05 10:00:00 +0200
        Classification,Sinus Rhythm
        Symptoms,
        Software Version,1.90
        Device,"Watch9,9"
        Sample Rate,2 hertz


        Lead,Lead I
        Unit,µV

        -101.25
        0
        100.5
        """

    private let japanese = """
        名前
        生年月日,"1970/01/01"
        記録日,2031-07-05 10:00:00 +0200
        分類,洞調律
        症状,
        ソフトウェアバージョン,1.90
        デバイス,"Watch9,9"
        サンプルレート,2ヘルツ


        リード,リード I
        単位,µV

        -101,25
        0
        100,5
        """

    private func recording(_ bytes: [UInt8]) throws -> (document: Document, report: ReadReport) {
        var zip = TestZip()
        zip.add("apple_health_export/export.xml", export(record()))
        zip.add("apple_health_export/electrocardiograms/ecg_2031-07-05.csv", bytes)
        let (report, sink) = try read(zip.bytes)
        return (try #require(sink.documents.first), report)
    }

    @Test func `a recording is read by position and shape`() throws {
        let (document, report) = try recording(Array(english.utf8))
        #expect(document.kind == Electrocardiogram.kind)
        #expect(document.key == "2031-07-05T08:00:00Z\n3")
        #expect(document.start == Instant(seconds: Int64(tenOClock)))
        #expect(document.end == Instant(seconds: Int64(tenOClock + 1)))
        let recording = try #require(Electrocardiogram(ArchiveNode(json: document.body)))
        #expect(recording.classification == "Sinus Rhythm")
        #expect(recording.samplingFrequency == 2)
        #expect(recording.unit == "µV")
        #expect(recording.averageHeartRate == nil)
        #expect(recording.lines.count == 10)
        #expect(recording.lines[1] == .init(label: "Date of Birth", text: "Jan 1, 1970"))
        #expect(
            document.series[0].bytes == NumberSeries.series("voltages", [-101.25, 0, 100.5]).bytes)
        #expect(report.warnings == [])
        #expect(report.members[1].outcome == .read)
    }

    @Test(arguments: [false, true], ["\n", "\r\n"])
    func `language decimal sign mark and line ends do not matter`(
        hasMark: Bool, newline: String
    ) throws {
        let text = (hasMark ? "\u{feff}" : "") + japanese.replacing("\n", with: newline)
        let (document, report) = try recording(Array(text.utf8))
        let recording = try #require(Electrocardiogram(ArchiveNode(json: document.body)))
        #expect(recording.classification == "洞調律")
        #expect(recording.samplingFrequency == 2)
        #expect(
            document.series[0].bytes == NumberSeries.series("voltages", [-101.25, 0, 100.5]).bytes)
        #expect(report.warnings == [])
    }

    @Test(arguments: [
        ("512.844 hertz", 512.844), ("512,844 hertz", 512.844), ("512赫兹", 512), ("511 Hz", 511),
    ])
    func `the rate is read and never assumed`(text: String, rate: Double) throws {
        let (document, _) = try recording(Array(english.replacing("2 hertz", with: text).utf8))
        #expect(
            Electrocardiogram(try ArchiveNode(json: document.body))?.samplingFrequency == rate)
    }

    @Test func `a heart rate line and unknown lines find their place`() throws {
        let text = english.replacing(
            "Symptoms,", with: "Symptoms,\nAverage Heart Rate,64 bpm\nMood,\"a \"\"b\"\"\"")
        let (document, _) = try recording(Array(text.utf8))
        let recording = try #require(Electrocardiogram(ArchiveNode(json: document.body)))
        #expect(recording.averageHeartRate == 64)
        #expect(recording.samplingFrequency == 2)
        #expect(recording.lines.contains(.init(label: "Mood", text: "a \"b\"")))
    }

    @Test func `a line that is no number is kept as text and never zero`() throws {
        let (document, report) = try recording(
            Array(english.replacing("\n0\n", with: "\nnoise\n0\n").utf8))
        let recording = try #require(Electrocardiogram(ArchiveNode(json: document.body)))
        #expect(document.series[0].count == 3)
        #expect(recording.lines.last == .init(label: "line 15", text: "noise"))
        #expect(report.counts == [.badVoltage: 1])
    }

    @Test(arguments: ["Recorded Date", "Sample Rate"])
    func `without a date or a rate the file is kept as it is`(label: String) throws {
        let text = english.split(separator: "\n").filter { !$0.hasPrefix(label) }
            .joined(separator: "\n")
        let (document, report) = try recording(Array(text.utf8))
        #expect(document.kind == "ElectrocardiogramFile")
        #expect(document.form == .file)
        #expect(document.body == Array(text.utf8))
        #expect(report.counts == [.badRecording: 1])
    }

    @Test func `clinical files are stored byte for byte and missing ones counted`() throws {
        var zip = TestZip()
        let stubs = ["/clinical-records/A-1.json", "/clinical-records/B-2.json", "/../x.json"].map {
            "<ClinicalRecord type=\"A\" identifier=\"\($0)\" resourceFilePath=\"\($0)\"/>"
        }
        zip.add("apple_health_export/export.xml", export(stubs.joined(separator: "\n")))
        zip.add("apple_health_export/clinical-records/A-1.json", "{ \"a\" : 1 }\r\n")
        let (report, sink) = try read(zip.bytes)
        #expect(sink.documents(of: "ClinicalRecord").count == 3)
        let file = try #require(sink.documents(of: "ClinicalFile").first)
        #expect(file.key == "clinical-records/A-1.json")
        #expect(file.form == .file)
        #expect(file.body == Array("{ \"a\" : 1 }\r\n".utf8))
        #expect(report.counts == [.missingClinical: 1, .pathEscape: 1])
    }
}
