import HealthModel
import HealthSource
import Testing

/// Files that are not quite XML: each fault costs itself only.
@Suite struct MarkupTests {
    @Test func `a broken DOCTYPE does not matter`() throws {
        let xml = export(record(), version: 12).replacing(
            "]>", with: "<!ATTLIST V type CDATA #REQUIRED\n device CDATA\n>>\n>\n]>")
        let (report, sink) = try read(xml)
        #expect(sink.rows.count == 1)
        #expect(report.version == 12)
        #expect(report.warnings == [])
    }

    @Test func `an unknown version is counted and read`() throws {
        let (report, sink) = try read(export(record(), version: 99))
        #expect(report.counts == [.unknownVersion: 1])
        #expect(report.version == 99)
        #expect(sink.rows.count == 1)
    }

    @Test func `a file without DOCTYPE with other blanks and quotes is read`() throws {
        let xml = """
            <?xml version='1.0'?>
            <!-- made by hand -->
            <HealthData locale='en_GB'>
                <ExportDate value='2031-07-05 10:15:00 +0200' />
                <Record type='HKQuantityTypeIdentifierStepCount'
                    sourceName = "Example Phone" unit="count" startDate="2031-07-05 10:00:00 +0200"
                    endDate="2031-07-05 10:05:00 +0200" value="100" />
            </HealthData>
            """
        let (report, sink) = try read(xml)
        #expect(sink.rows == [try read(export(record())).sink.rows[0]])
        #expect(report.warnings == [])
    }

    @Test func `a tag that cannot be read is set aside and reading goes on`() throws {
        let xml = export(record() + "\n <Record type=HK value=\"1\"/>\n" + record(value: "5"))
        let (report, sink) = try read(xml)
        #expect(sink.rows.count == 2)
        #expect(report.counts == [.malformedTag: 1])
        #expect(
            String(decoding: sink.rejects[0].raw, as: UTF8.self) == "<Record type=HK value=\"1\"/>")
        #expect(sink.rejects[0].kind == "tag")
        #expect(
            Array(xml.utf8)[Int(sink.rejects[0].offset)...].starts(with: "<Record type=HK".utf8))
        #expect(report.records == 2)
        #expect(report.rejects == 1)
    }

    @Test func `a record that is never closed ends where the next begins`() throws {
        let open = record(children: #"<MetadataEntry key="k" value="v"/>"#)
            .replacing("\n </Record>", with: "")
        let (report, sink) = try read(export(open + "\n" + record(value: "7")))
        #expect(sink.rows.count == 2)
        #expect(sink.rows[0].hasSuffix("|k=v"))
        #expect(report.counts == [.unbalancedTag: 1])
    }

    @Test func `a workout that is never closed ends where the next begins`() throws {
        let workout = { (minute: Int) in
            "<Workout workoutActivityType=\"Run\" sourceName=\"W\" startDate=\"2031-07-05 10:0\(minute):00 +0200\" endDate=\"2031-07-05 11:00:00 +0200\"><WorkoutEvent type=\"x\"/>"
        }
        let (report, sink) = try read(export(workout(1) + workout(2) + "</Workout></Nothing>"))
        #expect(sink.documents(of: "Workout").count == 2)
        #expect(report.counts == [.unbalancedTag: 2])
    }

    @Test func `text between elements and junk behind the end are passed over`() throws {
        let (report, sink) = try read(export(record() + " x " + record()) + "junk</a><b/>")
        #expect(sink.rows.count == 2)
        #expect(report.counts == [.strayText: 2, .unbalancedTag: 2])
        #expect(report.isComplete)
    }

    @Test func `a main element of another name is refused`() {
        #expect(
            fault(of: Array("<Data><HealthData/></Data>".utf8), name: "x.xml")?.description
                == "x.xml, byte 0: the main element is <Data>, not <HealthData>; "
                + "give the file that \"Export All Health Data\" made")
    }

    @Test func `references are decoded and bad ones stay`() throws {
        let (report, sink) = try read(
            export(
                record(source: "a &amp; b", unit: "mL/min&#183;kg") + record(source: "x &nbsp; y")))
        #expect(sink.rows[0].contains("|a & b|100.0|mL/min·kg|"))
        #expect(sink.rows[1].contains("|x &nbsp; y|"))
        #expect(report.counts == [.badReference: 1])
    }
}
