import HealthPipeline

extension ActivityLine {
    static let columns: [(title: String, alignment: Table.Alignment)] = [
        ("AT", .left), ("WHO", .left), ("DID", .left), ("TO", .left), ("FACTS", .left),
    ]

    func cells(now: Moment) -> [String] {
        let facts = detail.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            at.clock(now: now), actor, action, target.escapingControls,
            facts.joined(separator: " ").escapingControls,
        ]
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("at", at)
        json.member("actor", actor)
        json.member("action", action)
        json.member("target", target)
        json.key("detail")
        json.object {
            for (name, value) in detail.sorted(by: { $0.key < $1.key }) { $0.member(name, value) }
        }
    }
}
