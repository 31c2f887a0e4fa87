import HealthModel
import HealthXML

extension ExportParser {
    /// Looks at an element of a workout for what concerns its totals and its routes.
    ///
    /// - Returns: True for a point, which goes into the series of a route and not into the workout's document.
    mutating func partOfWorkout(
        _ name: ByteRange, isEmpty: Bool, _ window: Span<UInt8>
    ) throws -> Bool {
        // Statistics of activities cover part of the workout only.
        if open.depth == 2, window.equals("WorkoutStatistics", name) {
            if totals?.differ(from: tokenizer.attributes, window) == true {
                oddities.add(.totalsDiffer, "sum of <WorkoutStatistics>")
            }
            return false
        }
        if window.equals("FileReference", name) {
            try refer("path", of: "FileReference", window) { $0.addRoute($1) }
            return false
        }
        guard window.equals("Location", name), open.last == "WorkoutRoute" else { return false }
        var route = inlineRoute ?? InlineRoute()
        inlineRoute = nil
        let isWhole = route.add(tokenizer.attributes, window)
        if !isWhole { oddities.add(.badPoint, "<Location>") }
        guard route.route.byteCount <= limits.seriesMax else {
            throw fault(
                .limit, "the points of one route take more than \(limits.seriesMax) bytes",
                Self.notAnExport)
        }
        inlineRoute = route
        return isWhole && isEmpty
    }

    /// Ends the route of old exports with the element that holds it, which then names it like a file.
    mutating func endInlineRoute() throws {
        guard let route = inlineRoute else { return }
        inlineRoute = nil
        guard route.route.count > 0 else { return }
        let document = route.document(source: head?.source ?? "")
        writer.addReference(path: document.key)
        try handOver(document)
    }
}
