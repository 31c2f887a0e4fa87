import HealthModel
import HealthXML

/// What the opening tag of an element says about the document that it becomes: kind, time, source, identity.
struct DocumentHead {
    let kind: String
    private let type: String?
    private let identifier: String?
    private let day: String?
    let source: String
    private(set) var start: Instant?
    private(set) var end: Instant?

    init(
        _ name: ByteRange, _ attributes: [XMLAttribute], _ window: Span<UInt8>,
        _ oddities: inout Oddities
    ) {
        func first(_ name: StaticString) -> String? {
            guard let attribute = attributes.first(where: { window.equals(name, $0.name) }) else {
                return nil
            }
            return Self.text(attribute, window)
        }
        let element = window.excerpt(name)
        kind = element
        type = first("type") ?? first("workoutActivityType")
        identifier = first("identifier") ?? first("resourceFilePath")
        day = first("dateComponents")
        source = first("sourceName") ?? ""
        let starts = attributes.filter { window.equals("startDate", $0.name) }
        let ends = attributes.filter { window.equals("endDate", $0.name) }
        start = starts.first.flatMap { Self.date($0, element, window, &oddities) }
        // iOS 16 wrote a second start where the end belongs.
        end = (ends.first ?? starts.dropFirst().first).flatMap {
            Self.date($0, element, window, &oddities)
        }
        if start != nil, end == nil { end = start }
    }

    /// What makes two of these elements the same.
    ///
    /// Workouts are known by type, times and source alone, as their content grows from export to export. Of other
    /// elements several may share these four, such as the foods of a meal: there the content takes part.
    func key(_ digest: ContentDigest, _ oddities: inout Oddities) -> String {
        switch kind {
        case "Me": return "Me"
        case "ActivitySummary":
            guard let day else {
                oddities.add(.badDay, "dateComponents of <ActivitySummary>")
                return digest.text
            }
            if !Self.isDay(day) { oddities.add(.badDay, "dateComponents of <ActivitySummary>") }
            return day
        case "ClinicalRecord":
            return identifier ?? digest.text
        default:
            guard let start, let end else { return digest.text }
            let parts = [type ?? "", InstantText.key(start), InstantText.key(end), source]
            return (kind == "Workout" ? parts : parts + [digest.text]).joined(separator: "\n")
        }
    }

    private static func text(_ attribute: XMLAttribute, _ window: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        // What decoding meets is reported where the element is written.
        _ = XMLText.append(attribute.value, of: window, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func date(
        _ attribute: XMLAttribute, _ element: String, _ window: Span<UInt8>,
        _ oddities: inout Oddities
    ) -> Instant? {
        var dates = DateText()
        if let moment = dates.parse(window, attribute.value) { return moment.instant }
        oddities.add(.unreadableDate, "\(window.excerpt(attribute.name)) of <\(element)>")
        return nil
    }

    private static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return CivilDate(year: year, month: month, day: day) != nil
    }
}
