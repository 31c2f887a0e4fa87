import HealthModel

/// Writes malformed things in turn, each kind up to a dozen times.
struct FaultWriter {
    private(set) var counts: [FaultKind: Int] = [:]
    private var turn = 0
    private var wait = 0
    private let options: SyntheticOptions

    private static let timesMax = 12
    /// Days of types between two of them.
    private static let distance = 37

    init(options: SyntheticOptions) {
        self.options = options
    }

    /// Called between top-level elements; writes something now and then.
    mutating func mayWrite(to xml: inout XMLBytes) {
        guard options.hasFaults else { return }
        wait += 1
        guard wait % Self.distance == 0 else { return }
        let kinds = FaultKind.allCases
        guard turn < kinds.count * Self.timesMax else { return }
        let kind = kinds[turn % kinds.count]
        write(kind, to: &xml)
        counts[kind, default: 0] += 1
        turn += 1
    }

    /// The moment of the next malformed record; no two share one.
    private var moment: Int64 {
        options.zone.midnight(of: options.firstDay).seconds + 43_200 + Int64(turn) * 60
    }

    private mutating func write(_ kind: FaultKind, to xml: inout XMLBytes) {
        switch kind {
        case .badSummaryDate, .copiedWorkout, .missingRoute, .escapingRoute, .unknownElement:
            writeElement(kind, to: &xml)
        case .invalidUTF8:
            writeRecord(source: "Example \u{1}", to: &xml)
        default:
            writeText(kind, to: &xml)
        }
    }

    private func date(_ seconds: Int64) -> String {
        var text = XMLBytes(offset: options.offset ?? options.zone.winterOffset)
        text.date(seconds)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// A record with one byte in its source name that no UTF-8 text has.
    private func writeRecord(source: String, to xml: inout XMLBytes) {
        let start = date(moment)
        let parts = record(source: source, start: start).split(separator: "\u{1}")
        xml.append(String(parts[0]))
        xml.append([0xFF])
        xml.append(String(parts[1]))
    }

    private func record(
        type: String = " type=\"HKQuantityTypeIdentifierForcedVitalCapacity\"",
        source: String = "Example Faults", start: String, end: String? = nil,
        value: String = " value=\"4.1\"", extra: String = "", close: String = "/>\n"
    ) -> String {
        " <Record\(type) sourceName=\"\(source)\" unit=\"L\" creationDate=\"\(start)\""
            + " startDate=\"\(start)\"\(end ?? " endDate=\"\(start)\"")\(value)\(extra)\(close)"
    }

    private func writeText(_ kind: FaultKind, to xml: inout XMLBytes) {
        let start = date(moment)
        let later = date(moment + 30)
        let category = " type=\"HKCategoryTypeIdentifierAppetiteChanges\""
        let text: String =
            switch kind {
            case .doubledStartDate: record(start: start, end: " startDate=\"\(later)\"")
            case .controlCharacter: record(source: "Example\u{0B}Faults", start: start)
            case .blankInAttributeName:
                record(start: start, extra: " Example App Version=\"2.6.0\"")
            case .missingValue: record(start: start, value: "")
            case .notANumber: record(start: start, value: " value=\"four\"")
            case .unreadableDate: record(start: "yesterday at noon")
            case .missingType: record(type: "", start: start)
            case .missingStartDate:
                record(start: start).replacing(" startDate=\"\(start)\"", with: "")
            case .missingEndDate: record(start: start, end: "")
            case .missingSourceName:
                record(start: start).replacing(" sourceName=\"Example Faults\"", with: "")
            case .unknownReference: record(source: "Example &bogus; Faults", start: start)
            case .numericReference: record(source: "Example &#183;&#x2019; Faults", start: start)
            case .unknownAttribute: record(start: start, extra: " mood=\"4\"")
            case .unknownType:
                record(type: " type=\"HKQuantityTypeIdentifierExampleOfLater\"", start: start)
            case .unknownCategoryValue:
                record(type: category, start: start, value: " value=\"17\"")
                    .replacing(" unit=\"L\"", with: "")
            case .unequalMetadata: record(start: start, close: ">\n" + unequalPair)
            case .foreignOffset: record(start: foreign)
            case .endBeforeStart: record(start: later, end: " endDate=\"\(start)\"")
            case .shuffledAttributes:
                " <Record value=\"4.2\" endDate=\"\(start)\" startDate=\"\(start)\" unit=\"L\""
                    + " sourceName=\"Example Faults\""
                    + " type=\"HKQuantityTypeIdentifierForcedVitalCapacity\"/>\n"
            case .foreignSpelling:
                record(start: start, close: " />\n").replacing("\"", with: "'")
            case .unparsableTag:
                " <Record type=\"HKQuantityTypeIdentifierForcedVitalCapacity\" "
                    + "sourceName= unit L startDate=\"\(start)\"/>\n"
            case .invalidUTF8, .badSummaryDate, .copiedWorkout, .missingRoute, .escapingRoute,
                .unknownElement:
                ""
            }
        xml.append(text)
    }

    private var unequalPair: String {
        "  <MetadataEntry key=\"HKExample\" value=\"1\"/>\n"
            + "  <MetadataEntry key=\"HKExample\" value=\"2\"/>\n </Record>\n"
    }

    /// A date whose offset is not that of the archive.
    private var foreign: String {
        DateText.local(moment, offset: 34_200)
    }

    private func writeElement(_ kind: FaultKind, to xml: inout XMLBytes) {
        switch kind {
        case .unknownElement:
            xml.append(" <ExampleOfLater type=\"x\"><Part number=\"1\"/>text</ExampleOfLater>\n")
        case .badSummaryDate:
            xml.append(" <ActivitySummary dateComponents=\"someday\" activeEnergyBurned=\"1\"/>\n")
        case .copiedWorkout:
            let workout = workout(route: nil)
            xml.append(workout + workout)
        case .missingRoute: xml.append(workout(route: "/workout-routes/route_missing.gpx"))
        case .escapingRoute: xml.append(workout(route: "/../../route_outside.gpx"))
        default: return
        }
    }

    private func workout(route: String?) -> String {
        let start = date(moment)
        let end = date(moment + 30)
        let times = "creationDate=\"\(end)\" startDate=\"\(start)\" endDate=\"\(end)\""
        let head =
            " <Workout workoutActivityType=\"HKWorkoutActivityTypeYoga\" duration=\"0.5\" "
            + "durationUnit=\"min\" sourceName=\"Example Faults\" \(times)"
        guard let route else { return head + "/>\n" }
        return head + ">\n  <WorkoutRoute sourceName=\"Example Faults\" \(times)>\n"
            + "   <FileReference path=\"\(route)\"/>\n  </WorkoutRoute>\n </Workout>\n"
    }
}
