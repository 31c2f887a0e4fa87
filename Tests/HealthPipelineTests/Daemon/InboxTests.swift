import Foundation
import HealthMetrics
import HealthPlugin
import Testing

@testable import HealthPipeline

/// The inbox with real files and the real importer.
struct InboxTests {
    private let folder: TestFolder
    private let live: LiveWorkspace

    init() throws {
        folder = try TestFolder()
        try folder.write("timezone: UTC\nspool: spool\ninbox: inbox\n", to: "hae.yaml")
        try FileManager.default.createDirectory(
            atPath: folder.path("inbox"), withIntermediateDirectories: true)
        live = LiveWorkspace(
            try Workspace(
                configuration: folder.path("hae.yaml"), spool: nil,
                registry: ProviderRegistry([HealthMetricsProvider()]), environment: [:],
                workingDirectory: folder.path))
    }

    /// What happened, in words.
    private final class Story {
        var lines: [String] = []

        func add(_ event: Inbox.Event) {
            switch event {
            case .begun: break
            case .imported(let name, let outcome, let target):
                lines.append(
                    "\(name): \(outcome.stored?.total.inserted ?? 0) new, \(target ?? "not moved")")
            case .refused(let name, _, let target): lines.append("\(name): bad, \(target)")
            case .waits(let name, _): lines.append("\(name): waits")
            case .trouble: lines.append("trouble")
            }
        }
    }

    private func makeInbox(_ story: Story, isStopped: @escaping () -> Bool = { false }) -> Inbox {
        Inbox(
            folder.path("inbox"), live: live, isStopped: isStopped, onEvent: { story.add($0) })
    }

    private static func export(_ count: Int) -> String {
        let records = (0..<count).map { number in
            let time = "2026-03-10 06:\(10 + number):00 +0000"
            return
                "<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Phone\" unit=\"count\" "
                + "startDate=\"\(time)\" endDate=\"\(time)\" value=\"7\"/>"
        }
        return "<HealthData locale=\"en_GB\"><ExportDate value=\"2026-03-11 06:00:00 +0000\"/>"
            + records.joined() + "</HealthData>"
    }

    @Test func `a complete file is imported and moved, a second of that name keeps its distance`()
        throws
    {
        let story = Story()
        let inbox = makeInbox(story)
        try folder.write(Self.export(3), to: "inbox/export.xml")
        #expect(try inbox.look(closed: ["export.xml"], now: 0) == 2)
        #expect(story.lines == [])
        _ = try inbox.look(closed: [], now: 2)
        try folder.write(Self.export(5), to: "inbox/export.xml")
        _ = try inbox.look(closed: ["export.xml"], now: 3)
        _ = try inbox.look(closed: [], now: 5)
        #expect(
            story.lines == [
                "export.xml: 3 new, done/export.xml", "export.xml: 2 new, done/export-2.xml",
            ])
        #expect(try folder.names("inbox") == ["done"])
        #expect(try folder.names("inbox/done") == ["export-2.xml", "export.xml"])
    }

    @Test func `a bad file goes to failed with the reason beside it`() throws {
        let story = Story()
        let inbox = makeInbox(story)
        for time in [0.0, 10] {
            try folder.write("no archive \(time)", to: "inbox/notes.zip")
            _ = try inbox.look(closed: ["notes.zip"], now: time)
            _ = try inbox.look(closed: [], now: time + 2)
        }
        #expect(
            story.lines == [
                "notes.zip: bad, failed/notes.zip", "notes.zip: bad, failed/notes-2.zip",
            ])
        #expect(
            try folder.names("inbox/failed") == [
                "notes-2.zip", "notes-2.zip.reason.txt", "notes.zip", "notes.zip.reason.txt",
            ])
        let reason = try folder.text("inbox/failed/notes.zip.reason.txt")
        #expect(reason.contains("notes.zip was not imported"))
        #expect(reason.contains("hae import --salvage"))
    }

    @Test func `one of which nobody told waits longer, and gets a second look before it is bad`()
        throws
    {
        let story = Story()
        let inbox = makeInbox(story)
        let whole = Self.export(4)
        try folder.write(String(whole.prefix(200)), to: "inbox/slow.xml")
        _ = try inbox.look(closed: [], now: 0)
        _ = try inbox.look(closed: [], now: 29)
        #expect(story.lines == [])
        // It stands still and is not whole: its writer may be asleep.
        _ = try inbox.look(closed: [], now: 30)
        _ = try inbox.look(closed: [], now: 200)
        #expect(story.lines == [])
        try folder.write(whole, to: "inbox/slow.xml")
        _ = try inbox.look(closed: [], now: 210)
        _ = try inbox.look(closed: [], now: 240)
        #expect(story.lines == ["slow.xml: 4 new, done/slow.xml"])

        try folder.write(String(whole.prefix(200)), to: "inbox/torn.xml")
        for time in [300.0, 330, 599] { _ = try inbox.look(closed: [], now: time) }
        #expect(story.lines.count == 1)
        _ = try inbox.look(closed: [], now: 600)
        #expect(story.lines.last == "torn.xml: bad, failed/torn.xml")
    }

    @Test func `a file that a process of this machine still writes is left alone`() throws {
        let story = Story()
        let inbox = makeInbox(story)
        try folder.write(Self.export(2), to: "inbox/export.xml")
        let writer = try #require(FileHandle(forWritingAtPath: folder.path("inbox/export.xml")))
        _ = try inbox.look(closed: [], now: 0)
        _ = try inbox.look(closed: [], now: 60)
        #expect(story.lines == [])
        try writer.close()
        _ = try inbox.look(closed: [], now: 91)
        #expect(story.lines == ["export.xml: 2 new, done/export.xml"])
    }

    @Test func `what cannot be moved is imported once and not again`() throws {
        let story = Story()
        let inbox = makeInbox(story)
        // A file where the folder should be.
        try folder.write("", to: "inbox/done")
        try folder.write(Self.export(2), to: "inbox/export.xml")
        for time in [0.0, 60, 120, 180] { _ = try inbox.look(closed: ["export.xml"], now: time) }
        // "done" itself is no archive.
        #expect(
            story.lines.filter { $0.hasPrefix("export.xml") } == ["export.xml: 2 new, not moved"])
        #expect(try folder.names("inbox").contains("export.xml"))
    }

    @Test func `a stopped import leaves the file for the next start`() throws {
        let story = Story()
        try folder.write(Self.export(2), to: "inbox/export.xml")
        let stopped = makeInbox(story, isStopped: { true })
        _ = try stopped.look(closed: ["export.xml"], now: 0)
        _ = try? stopped.look(closed: [], now: 2)
        #expect(story.lines == [])
        let next = makeInbox(story)
        _ = try next.look(closed: [], now: 0)
        _ = try next.look(closed: [], now: 30)
        #expect(story.lines == ["export.xml: 2 new, done/export.xml"])
    }

    @Test func `a folder that is away is told, and taken up again when it is back`() throws {
        let story = Story()
        let inbox = makeInbox(story)
        try FileManager.default.removeItem(atPath: folder.path("inbox"))
        #expect(try inbox.look(closed: [], now: 0) == 30)
        #expect(story.lines == ["trouble"])
        try FileManager.default.createDirectory(
            atPath: folder.path("inbox"), withIntermediateDirectories: true)
        try folder.write(Self.export(1), to: "inbox/export.xml")
        _ = try inbox.look(closed: [], now: 30)
        _ = try inbox.look(closed: [], now: 60)
        #expect(story.lines.last == "export.xml: 1 new, done/export.xml")
    }
}
