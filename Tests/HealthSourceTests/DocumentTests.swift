import HealthPlugin
import HealthModel
import HealthSource
import Testing

@Suite struct DocumentTests {
    private let workout = """
         <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="45.5" durationUnit="min" sourceName="Example Watch" device="&lt;&lt;HKDevice: 0x12ab&gt;, name:Watch, hardware:Watch9,9&gt;" creationDate="2031-07-05 11:00:00 +0200" startDate="2031-07-05 10:00:00 +0200" endDate="2031-07-05 10:45:30 +0200">
          <MetadataEntry key="HKIndoorWorkout" value="0"/>
          <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>
          <WorkoutEvent type="HKWorkoutEventTypePause" date="2031-07-05 10:10:00 +0200"/>
          <WorkoutActivity uuid="A" startDate="2031-07-05 10:00:00 +0200">
           <WorkoutEvent type="HKWorkoutEventTypePause" date="2031-07-05 10:10:00 +0200"/>
           <MetadataEntry key="HKIndoorWorkout" value="0"/>
          </WorkoutActivity>
          <WorkoutStatistics type="HKQuantityTypeIdentifierStepCount" startDate="2031-07-05 10:00:00 +0200" endDate="2031-07-05 10:45:30 +0200" sum="5012.37" unit="count"/>
          <MetadataEntry key="HKIndoorWorkout" value="0"/>
          <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>
         </Workout>
        """

    @Test func `a workout is a document with its metadata once`() throws {
        let (report, sink) = try read(export(workout))
        let document = try #require(sink.documents.first)
        #expect(document.kind == "Workout")
        #expect(document.form == .element)
        #expect(
            document.key
                == "HKWorkoutActivityTypeRunning\n2031-07-05T08:00:00Z\n2031-07-05T08:45:30Z\nExample Watch"
        )
        #expect(document.start == Instant(seconds: Int64(tenOClock)))
        #expect(document.end == Instant(seconds: Int64(tenOClock + 2730)))
        #expect(document.source == "Example Watch")
        let node = try ArchiveNode(json: document.body)
        #expect(
            node.children.map(\.name) == [
                "MetadataEntry", "MetadataEntry", "WorkoutEvent", "WorkoutActivity",
                "WorkoutStatistics",
            ])
        #expect(node.children[3].children.map(\.name) == ["WorkoutEvent", "MetadataEntry"])
        #expect(node["duration"] == "45.5")
        #expect(node["device"] == "name:Watch, hardware:Watch9,9")
        #expect(node["startDate"] == "2031-07-05 08:00:00 +0000")
        #expect(report.documentsByKind == ["Workout": 1])
        #expect(report.warnings == [])
    }

    @Test func `a winter and a summer export of one workout are the same`() throws {
        let winter = workout.replacing(" 10:", with: " 09:").replacing(" 11:", with: " 10:")
            .replacing("+0200", with: "+0100").replacing("0x12ab", with: "0x99ff")
        let first = try read(export(workout)).sink.documents[0]
        let second = try read(export(winter, date: "2031-12-05 10:15:00 +0100")).sink.documents[0]
        #expect(second.key == first.key)
        #expect(second.body == first.body)
    }

    @Test func `records inside of a workout are rows too`() throws {
        let effort = record(
            type: "HKQuantityTypeIdentifierEstimatedWorkoutEffortScore", unit: "appleEffortScore",
            value: "6", children: #"<MetadataEntry key="k" value="v"/>"#)
        let nested = workout.replacing(" </Workout>", with: effort + "\n </Workout>")
        let (report, sink) = try read(export(nested + record()))
        #expect(
            sink.rows.map { $0.split(separator: "|")[0] } == [
                "HKQuantityTypeIdentifierEstimatedWorkoutEffortScore",
                "HKQuantityTypeIdentifierStepCount",
            ])
        #expect(sink.rows[0].hasSuffix("|k=v"))
        #expect(!sink.rows[1].hasSuffix("|k=v"))
        #expect(report.records == 2)
        #expect(try ArchiveNode(json: sink.documents[0].body).children.last?.name == "Record")
    }

    private func meal(_ energy: String, _ device: String = "0x1") -> String {
        """
        <Correlation type="HKCorrelationTypeIdentifierFood" sourceName="Food" device="&lt;&lt;HKDevice: \(device)&gt;, name:x&gt;" creationDate="2031-07-05 10:15:00 +0200" startDate="2031-07-05 10:00:00 +0200" endDate="2031-07-05 10:00:00 +0200">
        \(record(type: "HKQuantityTypeIdentifierDietaryEnergyConsumed", unit: "kcal", value: energy))
        </Correlation>
        """
    }

    @Test func `two foods of one meal are two documents`() throws {
        let (_, sink) = try read(export(meal("100") + meal("200") + meal("100", "0x2")))
        let keys = sink.documents.map(\.key)
        #expect(keys[0] != keys[1])
        #expect(keys[0] == keys[2])
        #expect(
            keys[0].hasPrefix(
                "HKCorrelationTypeIdentifierFood\n2031-07-05T08:00:00Z\n2031-07-05T08:00:00Z\nFood\n"
            ))
        #expect(sink.rows.count == 3)
    }

    @Test func `a beat list is a document with its record's identity`() throws {
        let beats = """
            <HeartRateVariabilityMetadataList>
             <InstantaneousBeatsPerMinute bpm="60" time="07:12:08,25"/>
             <InstantaneousBeatsPerMinute bpm="61" time="07:12:09,25"/>
            </HeartRateVariabilityMetadataList><MetadataEntry key="k" value="v"/>
            """
        let (report, sink) = try read(
            export(
                record(
                    type: "HKQuantityTypeIdentifierHeartRateVariabilitySDNN", unit: "ms",
                    value: "45.50", children: beats)))
        let document = try #require(sink.documents.first)
        #expect(document.kind == "HeartbeatSeries")
        #expect(
            document.key
                == "HKQuantityTypeIdentifierHeartRateVariabilitySDNN\n2031-07-05T08:00:00Z\n"
                + "2031-07-05T08:05:00Z\nExample Phone\n45.5")
        let node = try ArchiveNode(json: document.body)
        #expect(node.children.map { $0["time"] } == ["07:12:08,25", "07:12:09,25"])
        #expect(sink.rows.count == 1)
        #expect(sink.rows[0].hasSuffix("|k=v"))
        #expect(report.warnings == [])
    }

    @Test func `days characteristics and clinical stubs are documents with plain keys`() throws {
        let (report, sink) = try read(
            export(
                """
                <Me HKCharacteristicTypeIdentifierDateOfBirth="1970-01-01"/>
                <ActivitySummary dateComponents="2031-11-15" appleStandHours="12"/>
                <ActivitySummary dateComponents="2031-11-31" appleStandHours="12"/>
                <ClinicalRecord type="AllergyIntolerance" identifier="a-1" resourceFilePath="/c.json"/>
                """))
        #expect(
            sink.documents.map(\.kind) == [
                "Me", "ActivitySummary", "ActivitySummary", "ClinicalRecord",
            ])
        #expect(sink.documents.map(\.key) == ["Me", "2031-11-15", "2031-11-31", "a-1"])
        #expect(report.counts == [.badDay: 1, .missingClinical: 1])
    }

    @Test func `an unknown element is kept with its text and counted`() throws {
        let (report, sink) = try read(
            export("<Mood level=\"3\">fair &amp; <![CDATA[<fine>]]><Part x=\"&quot;\\\"/></Mood>"))
        let node = try ArchiveNode(json: sink.documents[0].body)
        #expect(
            node
                == ArchiveNode(
                    name: "Mood", attributes: [.init(name: "level", value: "3")],
                    children: [
                        ArchiveNode(
                            name: "#text", attributes: [.init(name: "text", value: "fair & ")]),
                        ArchiveNode(
                            name: "#text", attributes: [.init(name: "text", value: "<fine>")]),
                        ArchiveNode(name: "Part", attributes: [.init(name: "x", value: "\"\\")]),
                    ]))
        #expect(report.counts == [.unknownElement: 1])
        #expect(report.warnings[0].example == "<Mood>")
    }

    @Test func `a second start in a workout becomes its end`() throws {
        let broken = workout.replacing("endDate=", with: "startDate=")
        let (report, sink) = try read(export(broken))
        #expect(sink.documents[0].end == Instant(seconds: Int64(tenOClock + 2730)))
        #expect(
            try ArchiveNode(json: sink.documents[0].body)["endDate"] == "2031-07-05 08:45:30 +0000")
        #expect(report.counts == [.doubledAttribute: 2])
    }

    @Test func `unequal metadata of a workout are both kept`() throws {
        let changed = workout.replacing(
            "<MetadataEntry key=\"HKTimeZone\" value=\"Europe/Berlin\"/>\n </W",
            with: "<MetadataEntry key=\"HKTimeZone\" value=\"Europe/Paris\"/>\n </W")
        let (report, sink) = try read(export(changed))
        let node = try ArchiveNode(json: sink.documents[0].body)
        #expect(node.children(named: "MetadataEntry").count == 3)
        #expect(report.counts == [.unequalMetadata: 1])
    }

    @Test(arguments: [("5012.37", 0), ("5012.3701", 0), ("5013", 1)])
    func `old totals that differ from the statistics are counted`(
        total: String, count: Int
    ) throws {
        let old = workout.replacing(
            "durationUnit=\"min\"",
            with:
                "durationUnit=\"min\" totalEnergyBurned=\"\(total)\" totalEnergyBurnedUnit=\"count\""
        )
        .replacing(
            "HKQuantityTypeIdentifierStepCount", with: "HKQuantityTypeIdentifierActiveEnergyBurned")
        let (report, sink) = try read(export(old))
        #expect(sink.documents.count == 1)
        #expect(report.counts[.totalsDiffer, default: 0] == count)
    }
}
