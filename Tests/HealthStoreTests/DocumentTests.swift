import HealthPlugin
@testable import HealthStore
import HealthTesting
import Testing

@Suite struct DocumentTests {
    private static func workout(
        _ key: String, _ start: Int64?, _ body: String, form: Document.Form = .element,
        kind: String = "Workout", aliases: [String] = [], series: [Series] = []
    ) -> Document {
        Document(
            kind: kind, key: key, aliases: aliases, form: form,
            start: start.map { Instant(seconds: $0) }, end: start.map { Instant(seconds: $0 + 60) },
            source: "Watch", body: Array(body.utf8), series: series)
    }

    private func run(
        _ store: HealthStore, _ documents: [Document], _ request: ImportRequest = .archive(),
        exported date: Int64? = 10
    ) throws -> ImportReport {
        let session = try store.beginImport(request)
        if let date, request.kind == .archive {
            try session.begin(exportDate: Instant(seconds: date))
        }
        for document in documents { try session.add(document) }
        return try session.commit()
    }

    @Test func `a document comes back whole`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let route = Series(name: "route", count: 3, bytes: Array(0..<36))
        let none = Series(name: "heartbeats", count: 0, bytes: [])
        _ = try run(
            store,
            [Self.workout("w", 100, "body", aliases: ["id-1", "id-2"], series: [route, none])])
        let found = try #require(
            try store.reader().documents(DocumentQuery(kinds: ["Workout"])).first)
        #expect(found.key == "w")
        #expect(found.aliases == ["id-1", "id-2"])
        #expect(found.form == .element)
        #expect((found.start?.seconds, found.end?.seconds) == (100, 160))
        #expect(found.source == "Watch")
        #expect((found.generation, found.isGone) == (1, false))
        #expect(found.body == Array("body".utf8))
        #expect(found.series.map(\.name) == ["heartbeats", "route"])
        #expect(found.series.map(\.count) == [0, 3])
        var bytes: [UInt8] = []
        try store.reader().series("route", of: found.id) { bytes += $0 }
        #expect(bytes == route.bytes)
    }

    @Test func `a long series comes in chunks of whole points`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let bytes = (0..<40_000 * 24).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let long = Self.workout(
            "w", 100, "body", series: [Series(name: "route", count: 40_000, bytes: bytes)])
        _ = try run(store, [long])
        let reader = try store.reader()
        let found = try #require(try reader.documents(DocumentQuery(kinds: ["Workout"])).first)
        #expect(found.series.first?.count == 40_000)
        var read: [UInt8] = []
        var chunks = 0
        try reader.series("route", of: found.id) { chunk in
            #expect(chunk.count % 24 == 0 && chunk.count <= 65_536)
            read += chunk
            chunks += 1
        }
        #expect(chunks > 10)
        #expect(read == bytes)
        // The same again is a duplicate; one byte of the last chunk is not.
        #expect(try run(store, [long]).documents.duplicates == 1)
        var changed = long
        changed.series[0].bytes[40_000 * 24 - 1] ^= 1
        #expect(try run(store, [changed]).documents.inserted == 1)
    }

    @Test func `a newer body replaces an older one, and only a newer one`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        _ = try run(store, [Self.workout("w", 100, "first")], exported: 10)
        #expect(
            try run(store, [Self.workout("w", 100, "second")], exported: 11).documents.inserted == 1
        )
        #expect(
            try run(store, [Self.workout("w", 100, "first")], exported: 10).documents.inserted == 0)
        let body = { (generation: Int64) in
            try store.reader(at: generation).documents(DocumentQuery(kinds: ["Workout"])).map {
                String(decoding: $0.body, as: UTF8.self)
            }
        }
        #expect(try body(1) == ["first"])
        #expect(try body(2) == ["second"])
        #expect(try body(3) == ["second"])
        // What was replaced in its place has not left.
        let new = try store.reader().documents(DocumentQuery(kinds: ["Workout"], since: 1))
        #expect(new.map(\.isGone) == [false])
        #expect(try store.documentKinds().map(\.count) == [1])
    }

    @Test func `a document that moved leaves its old place`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        _ = try run(store, [Self.workout("w", 100, "first")], exported: 10)
        _ = try run(store, [Self.workout("w", 500, "second")], exported: 11)
        let new = try store.reader().documents(DocumentQuery(kinds: ["Workout"], since: 1))
        #expect(new.map { $0.start?.seconds } == [100, 500])
        #expect(new.map(\.isGone) == [true, false])
    }

    @Test func `a payload's items are replaced by the latest, and mark nothing`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        _ = try run(store, [Self.workout("w", 100, "a", form: .item)], .payload)
        let report = try run(
            store,
            [
                Self.workout("w", 100, "b", form: .item), Self.workout("v", 50, "c", form: .item),
                Self.workout("u", 150, "d", form: .item),
            ], .payload)
        #expect(report.documents.inserted == 3)
        #expect(!report.isSnapshot)
        #expect(
            try store.reader().documents(DocumentQuery(kinds: ["Workout"])).map(\.key)
                == ["v", "w", "u"])
    }

    @Test func `of two bodies under one key in one archive the fuller stays, in any order`() throws
    {
        for bodies in [["short", "much longer"], ["much longer", "short"]] {
            let spool = try TestSpool()
            let store = try spool.open()
            let report = try run(store, bodies.map { Self.workout("w", 100, $0) })
            #expect(report.documents.inserted == 1)
            #expect(report.documents.nearDuplicates == 1)
            let found = try store.reader().documents(DocumentQuery(kinds: ["Workout"]))
            #expect(found.map { String(decoding: $0.body, as: UTF8.self) } == ["much longer"])
        }
    }

    @Test func `documents of several kinds come by start, kind and key, page after page`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        var random = SeededGenerator(seed: 5)
        let kinds = ["Workout", "ECG", "stateOfMind"]
        let documents: [Document] = (0..<1500).map { (number: Int) -> Document in
            let start: Int64? = number % 50 == 0 ? nil : Int64(number % 100)
            let form: Document.Form = number % 2 == 0 ? .element : .item
            return Self.workout(
                "k\(number % 700)", start, "\(number)", form: form, kind: kinds[number % 3])
        }
        let report = try run(store, documents.shuffled(using: &random))
        let query = DocumentQuery(kinds: ["stateOfMind", "Workout", "ECG", "unknown"])
        let found = try store.reader().documents(query)
        #expect(found.count == report.documents.inserted)
        let order = found.map { document in
            Place(
                start: document.start?.seconds ?? -1, kind: document.kind, key: document.key)
        }
        #expect(order == order.sorted())
        #expect(Set(found.map(\.id)).count == found.count)
        var window = query
        window.starting = Instant(seconds: 10)..<Instant(seconds: 20)
        #expect(
            try store.reader().documents(window).map(\.id)
                == found.filter { (10..<20).contains($0.start?.seconds ?? -1) }.map(\.id))
        window.starting = Instant(seconds: 10)..<Instant(seconds: 10)
        #expect(try store.reader().documents(window).isEmpty)
    }

    private struct Place: Comparable {
        var start: Int64
        var kind: String
        var key: String

        static func < (left: Self, right: Self) -> Bool {
            (left.start, left.kind, left.key) < (right.start, right.kind, right.key)
        }
    }

    @Test func `the extent of arrivals covers documents that came and that left`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let all = (0..<4).map { Self.workout("w\($0)", Int64($0) * 100, "x") }
        _ = try run(store, all, exported: 10)
        _ = try run(store, [all[0], all[2], all[3]], exported: 11)
        _ = try run(store, [Self.workout("e", 5000, "x", kind: "ECG")], exported: 11)
        let reader = try store.reader()
        let extent = { (kinds: [String], position: Int64) in
            try reader.extentOfArrivals(types: [], documents: kinds, since: position).map {
                [$0.start.seconds, $0.end.seconds]
            }
        }
        #expect(try extent(["Workout"], 0) == [0, 360])
        #expect(try extent(["Workout"], 1) == [100, 160])
        #expect(try extent(["Workout"], 2) == nil)
        #expect(try extent(["Workout", "ECG"], 1) == [100, 5060])
        #expect(try extent(["ECG"], 3) == nil)
    }
}
