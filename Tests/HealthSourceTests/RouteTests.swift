import HealthModel
import HealthPlugin
import HealthSource
import Testing

@Suite struct RouteTests {
    private func gpx(_ points: String, end: String = "</trkseg></trk></gpx>") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <gpx version="1.1" creator="Apple Health Export">
          <metadata><time>2031-08-01T08:00:00Z</time></metadata>
          <trk><name>Route 2031-07-05 4:30pm</name><trkseg>
        \(points)
        \(end)
        """
    }

    private let twoPoints = """
        <trkpt lon="0.000100" lat="-0.000200"><ele>36.500000</ele><time>2031-07-05T08:22:37Z</time><extensions><speed>1.250000</speed><course>-1</course><hAcc>5.000000</hAcc><vAcc>4.000000</vAcc></extensions></trkpt>
        <trkpt lat='0.5' lon='-1.5'><time>2031-07-05T08:22:37Z</time></trkpt>
        """

    private func workout(_ paths: String...) -> String {
        let routes = paths.map {
            "<WorkoutRoute sourceName=\"W\"><FileReference path=\"\($0)\"/></WorkoutRoute>"
        }
        return """
            <Workout workoutActivityType="HKWorkoutActivityTypeRunning" sourceName="W" startDate="2031-07-05 10:00:00 +0200" endDate="2031-07-05 11:00:00 +0200">
            \(routes.joined(separator: "\n"))
            </Workout>
            """
    }

    private func archive(_ xml: String, _ files: [(String, String)]) -> [UInt8] {
        var zip = TestZip()
        for (name, text) in files { zip.add("apple_health_export/\(name)", text) }
        zip.add("apple_health_export/export.xml", export(xml))
        return zip.bytes
    }

    private let path = "workout-routes/route_2031-07-05_4.30pm.gpx"

    @Test func `a route is joined by its path and keeps every point`() throws {
        let (report, sink) = try read(
            archive(workout("/\(path)", "/\(path)"), [(path, gpx(twoPoints))]))
        let route = try #require(sink.documents(of: Route.kind).first)
        #expect(sink.documents(of: Route.kind).count == 1)
        #expect(route.key == path)
        #expect(route.key == Route.key(path: "/\(path)"))
        #expect(route.start == Instant(seconds: Int64(tenOClock + 1357)))
        let series = try #require(route.series.first)
        #expect(series.name == "route")
        #expect(series.count == 2)
        let points = RoutePoint.unpack(series.bytes)
        #expect(points.map(\.latitude) == [-0.0002, 0.5])
        #expect(points.map(\.longitude) == [0.0001, -1.5])
        #expect(points[0].altitude == 36.5)
        #expect(points[0].speed == 1.25)
        #expect(points[0].course.isNaN)
        #expect(points[0].horizontalAccuracy == 5)
        #expect(points[0].verticalAccuracy == 4)
        #expect(points[1].time == Double(tenOClock + 1357))
        #expect(points[1].altitude.isNaN)
        #expect(
            try ArchiveNode(json: route.body)["name"] == "Route 2031-07-05 4:30pm")
        #expect(report.warnings == [])
        #expect(report.members.map(\.outcome) == [.read, .read])
        #expect(report.documentsByKind == ["Workout": 1, "Route": 1])
    }

    @Test func `missing orphaned and escaping routes are counted and the workout stays`() throws {
        let (report, sink) = try read(
            archive(
                workout("/workout-routes/none.gpx", "/../secret.gpx"), [(path, gpx(twoPoints))]))
        #expect(sink.documents(of: "Workout").count == 1)
        #expect(sink.documents(of: Route.kind).count == 1)
        #expect(report.counts == [.missingRoute: 1, .orphanRoute: 1, .pathEscape: 1])
    }

    @Test(arguments: [
        "", "<trkpt lat=\"1\"", "<trkpt lat=1></trkpt>", "<trkpt lat=\"1\" lon=\"2\">",
    ])
    func `a damaged GPX keeps the points before the fault`(tail: String) throws {
        let (report, sink) = try read(
            archive(workout("/\(path)"), [(path, gpx(twoPoints + tail, end: ""))]))
        #expect(sink.documents(of: Route.kind)[0].series[0].count == 2)
        #expect(report.counts == [.badRoute: 1])
        #expect(report.warnings[0].file == "apple_health_export/\(path)")
    }

    @Test func `points without place or time are left out and counted`() throws {
        let points = """
            <trkpt lon="1"><time>2031-07-05T14:22:37Z</time></trkpt>
            <trkpt lon="1" lat="91"><time>2031-07-05T14:22:37Z</time></trkpt>
            <trkpt lon="1" lat="1"><time>yesterday</time></trkpt>
            <trkpt lon="1" lat="1"><time>2031-07-05T14:22:37.25Z</time></trkpt>
            """
        let (report, sink) = try read(archive(workout("/\(path)"), [(path, gpx(points))]))
        #expect(sink.documents(of: Route.kind)[0].series[0].count == 1)
        #expect(report.counts == [.badPoint: 3])
    }

    @Test func `what is no GPX at all is refused by itself`() throws {
        let (report, sink) = try read(archive(record(), [("workout-routes/a.perf", "\u{1}\u{2}")]))
        #expect(sink.documents.isEmpty)
        #expect(sink.rows.count == 1)
        #expect(report.members[0].outcome == .rejected)
        #expect(report.counts == [.badRoute: 1])
    }

    @Test func `a damaged member of the zip stops the import even when it is a route`() throws {
        var zip = TestZip()
        zip.add("apple_health_export/export.xml", export(record()))
        zip.add("apple_health_export/\(path)", gpx(twoPoints))
        zip.members[1].checksum = 1
        #expect(fault(of: zip.bytes)?.code == .checksum)
        let (report, sink) = try read(zip.bytes, salvage: true)
        #expect(sink.rows.count == 1)
        #expect(report.counts == [.unreadableMember: 1])
        #expect(!report.isComplete)
    }

    @Test func `points inside of the XML become a route that the workout names`() throws {
        let xml = """
            <Workout workoutActivityType="HKWorkoutActivityTypeRunning" sourceName="A/B" startDate="2031-07-05 10:00:00 +0200" endDate="2031-07-05 11:00:00 +0200">
            <WorkoutRoute sourceName="A/B">
            <Location date="2031-07-05 10:00:01 +0200" latitude="1.5" longitude="2.5" altitude="3" horizontalAccuracy="4" verticalAccuracy="5" course="-1" speed="6"/>
            <Location date="2031-07-05 10:00:02 +0200" latitude="1.6" longitude="2.6"/>
            <Location latitude="1.6" longitude="2.6"/>
            </WorkoutRoute>
            </Workout>
            """
        let (report, sink) = try read(export(xml))
        let route = try #require(sink.documents(of: Route.kind).first)
        let points = RoutePoint.unpack(route.series[0].bytes)
        #expect(points.map(\.latitude) == [1.5, 1.6])
        #expect(points[0].course.isNaN)
        #expect(points[0].speed == 6)
        #expect(route.start == Instant(seconds: Int64(tenOClock + 1)))
        let node = try ArchiveNode(json: sink.documents(of: "Workout")[0].body)
        let named = try #require(node.children[0].children.last)
        #expect(named.name == "FileReference")
        #expect(named["path"].flatMap(Route.key(path:)) == route.key)
        // The point without a time is not lost: it stays in the workout.
        #expect(node.children[0].children.map(\.name) == ["Location", "FileReference"])
        #expect(report.counts == [.badPoint: 1])
    }

    @Test func `a path means the archive's root and nothing outside of it`() {
        #expect(Route.key(path: "//a/./b.gpx") == "a/b.gpx")
        #expect(Route.key(path: "a/../b.gpx") == nil)
        #expect(Route.key(path: "/") == nil)
    }
}
