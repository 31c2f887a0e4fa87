import HealthModel
import HealthSource
import Testing

@Suite struct RecordTests {
    private let device =
        "&lt;&lt;HKDevice: 0x1234567890&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone, "
        + "hardware:iPhone99,1, software:18.1&gt;"

    @Test func `a record becomes a row with its own offset and without the pointer`() throws {
        let (report, sink) = try read(export(record(device: device)))
        #expect(
            sink.rows == [
                "HKQuantityTypeIdentifierStepCount|\(tenOClock)|\(tenOClock + 300)|Example Phone|100.0|count|"
                    + "name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone99,1, software:18.1|"
            ])
        #expect(report.records == 1)
        #expect(report.recordsByType == ["HKQuantityTypeIdentifierStepCount": 1])
        #expect(report.warnings == [])
        #expect(report.exportDate == Instant(seconds: Int64(tenOClock + 900)))
        #expect(report.exportOffset == 7200)
        #expect(report.version == 14)
        #expect(report.locale == "en_GB")
        #expect(report.isComplete)
    }

    @Test func `a broken end tag does not mix up the attributes of the records around it`() throws {
        let lines = [
            record(value: "1"), record(device: device, value: "2"), "</Me <", record(value: "3"),
        ]
        let (report, sink) = try read(export(lines.joined(separator: "\n")))
        #expect(
            sink.rows.map { $0.split(separator: "|", omittingEmptySubsequences: false)[4] }
                == ["1.0", "2.0", "3.0"])
        #expect(report.records == 3)
    }

    @Test func `a thousand records that differ in the pointer alone are one device`() throws {
        let lines = (0..<1000).map { index in
            record(
                device: device.replacing("1234567890", with: String(index * 7_654_321, radix: 16)))
        }
        let (_, sink) = try read(export(lines.joined(separator: "\n")))
        #expect(sink.rows.count == 1000)
        #expect(Set(sink.rows).count == 1)
    }

    @Test(arguments: [
        ("-5.5", "-5.5"), ("+7", "7.0"), ("5.1e-05", "5.1e-05"), ("1.2E+06", "1200000.0"),
        ("0.1", "0.1"), ("123456789.123456789", "123456789.12345679"), (".5", "0.5"), ("5.", "5.0"),
        ("12345678901234567890123", "1.2345678901234568e+22"), ("1e-320", "1e-320"),
        ("&#49;0", "10.0"), ("-0", "-0.0"),
    ])
    func `signs and exponents are read`(text: String, number: String) throws {
        let (report, sink) = try read(export(record(value: text)))
        #expect(sink.rows[0].split(separator: "|")[4] == number)
        #expect(report.warnings == [])
    }

    @Test(arguments: [
        "", "ten", "1e999", "nan", "inf", "0x10", "1 ", "1e", "--1", "1.2.3", "-", ".",
    ])
    func `what is no finite number stays text and is never zero`(text: String) throws {
        let (report, sink) = try read(export(record(value: text)))
        #expect(sink.rows[0].contains("|Example Phone|'\(text)'|count|"))
        #expect(report.counts == [.quantityWithoutNumber: 1])
        #expect(report.warnings[0].example == "value of HKQuantityTypeIdentifierStepCount")
    }

    @Test func `category values stay text and may be missing`() throws {
        let sleep = "HKCategoryTypeIdentifierSleepAnalysis"
        let (report, sink) = try read(
            export(
                record(type: sleep, unit: nil, value: "HKCategoryValueSleepAnalysisAsleepCore")
                    + record(type: sleep, unit: nil, value: nil)))
        #expect(sink.rows[0].hasSuffix("|'HKCategoryValueSleepAnalysisAsleepCore'|||"))
        #expect(sink.rows[1].hasSuffix("|Example Phone|''|||"))
        #expect(report.warnings == [])
    }

    @Test func `metadata are canonical and folded`() throws {
        let children = """
              <MetadataEntry key="b" value="2 &lt; 3"/>
              <MetadataEntry key="a" value="1"></MetadataEntry>
              <MetadataEntry key="b" value="2 &lt; 3"/>
            """
        let (report, sink) = try read(export(record(children: children)))
        #expect(sink.rows[0].hasSuffix("|a=1,b=2 < 3"))
        #expect(sink.metadata[0] == MetadataSet.encode([("a", "1"), ("b", "2 < 3")]))
        #expect(report.warnings == [])
    }

    @Test func `unequal metadata of one key are both kept`() throws {
        let children = #"<MetadataEntry key="k" value="2"/><MetadataEntry key="k" value="1"/>"#
        let (report, sink) = try read(export(record(children: children)))
        #expect(sink.rows[0].hasSuffix("|k=1,k=2"))
        #expect(report.counts == [.unequalMetadata: 1])
    }

    @Test func `separators inside of metadata do not break the set`() throws {
        let children = "<MetadataEntry key=\"k\u{1f}x\" value=\"1\u{1e}2\"/>"
        let (_, sink) = try read(export(record(children: children)))
        #expect(sink.metadata[0] == MetadataSet.encode([("k\u{1f}x", "1\u{1e}2")]))
    }

    @Test func `names are kept exactly`() throws {
        let name = "Sam\u{2019}s Apple\u{a0}Watch "
        let (report, sink) = try read(
            export(record(source: name) + record(source: "Sam's Apple Watch")))
        #expect(sink.rows[0].contains("|\(name)|"))
        #expect(sink.rows[1].contains("|Sam's Apple Watch|"))
        #expect(report.warnings == [])
    }

    @Test func `a second start fills a missing end`() throws {
        let (report, sink) = try read(
            export(record(end: nil, extra: #" startDate="2031-07-05 10:07:00 +0200""#)))
        #expect(sink.rows[0].contains("|\(tenOClock)|\(tenOClock + 420)|"))
        #expect(report.counts == [.doubledAttribute: 1])
        #expect(report.warnings[0].example == "startDate of <Record>")
    }

    @Test func `another doubled attribute is kept beside the first`() throws {
        let (report, sink) = try read(export(record(extra: #" value="200" startDate="x""#)))
        #expect(sink.rows[0].hasSuffix("|100.0|count||startDate=x,value=200"))
        #expect(report.counts == [.doubledAttribute: 2])
    }

    @Test func `unknown attributes and names with blanks become metadata`() throws {
        let (report, sink) = try read(
            export(record(extra: #" Health Mate App Version="2.6.0" mood="fair""#)))
        #expect(sink.rows[0].hasSuffix("|Health Mate App Version=2.6.0,mood=fair"))
        #expect(report.counts == [.blankAttributeName: 1, .unknownAttribute: 1])
    }

    @Test func `without an end or a source a record is whole`() throws {
        let (report, sink) = try read(export(record(source: nil, end: nil)))
        #expect(
            sink.rows[0].hasPrefix(
                "HKQuantityTypeIdentifierStepCount|\(tenOClock)|\(tenOClock)||100.0|"))
        #expect(report.counts == [.missingEnd: 1, .missingSource: 1])
    }

    @Test func `other offsets are obeyed and counted`() throws {
        let (report, sink) = try read(
            export(record(start: "2031-07-05 08:00:00 +0000", end: "2031-07-05 04:05:00 -0400")))
        #expect(sink.rows[0].contains("|\(tenOClock)|\(tenOClock + 300)|"))
        #expect(report.counts == [.otherOffset: 2])
    }

    @Test(arguments: [
        "2031-07-05 10:00:00", "2031-02-29 10:00:00 +0200", "2031-13-01 10:00:00 +0200",
        "2031-07-05 24:00:00 +0200", "2031-07-05 10:60:00 +0200", "2031-07-05T10:00:00 +0200",
        "2031-07-05 10:00:00 *0200", "2031-07-05 10:00:00 +0260", "yesterday", "",
        "20x1-07-05 10:00:00 +0200", "2031-07-05 1a:00:00 +0200",
    ])
    func `a record with an unreadable date is set aside`(date: String) throws {
        let (report, sink) = try read(export(record(start: date) + "\n" + record()))
        #expect(sink.rows.count == 1)
        #expect(report.records == 2)
        #expect(report.recordsRejected == 1)
        #expect(report.rejects == 1)
        #expect(report.counts == [.unreadableDate: 1])
        #expect(sink.rejects[0].reason == "startDate is not a date")
        #expect(sink.rejects[0].kind == "Record")
    }

    @Test func `dates of any century pass`() throws {
        let (report, sink) = try read(
            export(
                record(start: "1969-12-31 23:59:59 +0000", end: "2099-02-28 00:00:00 +0200")
                    + record(start: "2032-02-29 00:00:00 +0200", end: nil)))
        #expect(sink.rows[0].contains("|-1|4075912800|"))
        #expect(sink.rows[1].contains("|1961618400|"))
        #expect(report.counts == [.otherOffset: 1, .missingEnd: 1])
    }

    @Test func `a refused record is kept as raw text with its place`() throws {
        let bad = record(type: nil, children: "<MetadataEntry key=\"k\" value=\"v\"/>")
        let xml = export(record() + "\n" + bad + "\n" + record(start: nil))
        let (report, sink) = try read(xml)
        #expect(report.counts == [.missingType: 1, .missingStart: 1])
        let reject = sink.rejects[0]
        let bytes = Array(xml.utf8)
        #expect(bytes[Int(reject.offset)...].starts(with: "<Record sourceName".utf8))
        let raw = String(decoding: reject.raw, as: UTF8.self)
        #expect(raw.hasPrefix("<Record sourceName"))
        #expect(raw.hasSuffix("><MetadataEntry key=\"k\" value=\"v\"/></Record>"))
        #expect(sink.rejects[1].reason == "startDate is missing")
        #expect(report.warnings[0].offset == reject.offset)
    }

    @Test func `raw text of a reject ends at four kibibytes`() throws {
        let (_, sink) = try read(
            export(record(type: nil, source: String(repeating: "x", count: 9000))))
        #expect(sink.rejects[0].raw.count == Reject.rawMax)
    }

    @Test func `control characters and wrong bytes are counted and survive`() throws {
        var bytes = Array(export(record(source: "a\u{b}b") + record(source: "c?d")).utf8)
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "?"), after: 200))
        bytes[place] = 0xff
        let (report, sink) = try read(bytes, name: "export.xml")
        #expect(sink.rows[0].contains("|a\u{b}b|"))
        #expect(sink.rows[1].contains("|c\u{fffd}d|"))
        #expect(report.counts == [.controlCharacter: 1, .invalidUTF8: 1])
    }

    @Test func `batches are full and the rest comes at the end`() throws {
        let lines = (0..<20_000).map { record(value: "\($0)") }
        let (report, sink) = try read(export(lines.joined(separator: "\n")))
        #expect(sink.batchSizes == [16_384, 3_616])
        #expect(
            sink.rows.map { $0.split(separator: "|")[4] }
                == (0..<20_000).map { "\(Double($0))" }.map { $0[...] })
        #expect(report.recordsByType.values.reduce(0, +) == 20_000)
    }
}

extension [UInt8] {
    /// The first place of `byte` from `start` on.
    func firstIndex(of byte: UInt8, after start: Int) -> Int? {
        self[start...].firstIndex(of: byte)
    }
}
