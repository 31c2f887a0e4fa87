import HealthEncoding
import HealthModel
import HealthPlugin

/// Collects the points of one route and makes its document.
struct RouteBuilder {
    private var points: [UInt8] = []
    private var first = Double.infinity
    private var last = -Double.infinity
    private(set) var count = 0
    var name: String?

    var byteCount: Int { points.count }

    mutating func add(_ point: RoutePoint) {
        point.append(to: &points)
        count += 1
        if point.time < first { first = point.time }
        if point.time > last { last = point.time }
    }

    /// - Parameter key: What ``Route/key(path:)`` makes of the path by which the workout names it.
    func document(key: String, source: String = "") -> Document {
        var node = ArchiveNode(
            name: Route.kind,
            attributes: [
                .init(name: "path", value: key), .init(name: "points", value: "\(count)"),
            ])
        if let name { node.attributes.append(.init(name: "name", value: name)) }
        var json = JSONWriter()
        node.write(to: &json)
        let hasTime = first <= last
        return Document(
            kind: Route.kind, key: key, form: .element,
            start: hasTime ? Instant(seconds: Int64(first)) : nil,
            end: hasTime ? Instant(seconds: Int64(last)) : nil, source: source, body: json.bytes,
            series: [Series(name: Route.seriesName, count: count, bytes: points)])
    }
}
