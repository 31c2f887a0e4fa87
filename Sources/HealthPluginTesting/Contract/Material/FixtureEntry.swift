import Foundation
import HealthPlugin

/// One thing that a fixture's input holds: it can be copied to other days.
struct FixtureEntry {
    private enum Content {
        /// An element of this list of an ``ArchiveFixture``.
        case archive(list: String, JSONValue)
        case item(JSONValue, PayloadContext)
    }

    private let content: Content
    private let zone: ZoneTable
    /// The case from which it is.
    let testCase: String

    var isItem: Bool {
        if case .item = content { true } else { false }
    }

    /// The entries of a case's archives and JSON payloads; those of CSV files are examples only.
    static func all(of testCase: PluginCase, for provider: any Provider) throws -> [FixtureEntry] {
        let settings = try CaseSettings(testCase.folder.appending(path: "settings.json"))
        return try testCase.inputs.flatMap { input -> [FixtureEntry] in
            guard input.pathExtension == "json" else { return [] }
            let bytes = try Array(Data(contentsOf: input))
            let contents =
                if input.lastPathComponent.hasSuffix(".archive.json") {
                    archived(try JSONParser.parse(bytes))
                } else if let reader = provider as? any PayloadReader {
                    try items(bytes, reader, settings.context)
                } else {
                    [Content]()
                }
            return contents.map {
                FixtureEntry(content: $0, zone: settings.zone, testCase: testCase.description)
            }
        }
    }

    /// The entry as it would have been some days later; copies of one number belong together.
    func piece(copy: Int, days: Int64) throws -> Piece {
        let shift = DateShift(copy: copy, days: days, zone: zone)
        switch content {
        case .item(let value, let context): return .item(shift.shifted(value), context)
        case .archive(let list, let value):
            var json = JSONWriter()
            json.object {
                $0.key("exportDate")
                $0.string("2026-12-31T00:00:00Z")
                $0.key(list)
                $0.array { $0.value(shift.shifted(value)) }
            }
            return .archive(try ArchiveFixture(json.bytes, zone: zone))
        }
    }

    private static func archived(_ value: JSONValue) -> [Content] {
        (value.object ?? []).flatMap { list in
            (list.value.array ?? []).map { Content.archive(list: list.key, $0) }
        }
    }

    private static func items(
        _ bytes: [UInt8], _ reader: some PayloadReader, _ context: PayloadContext
    ) throws -> [Content] {
        try PayloadFixture(bytes, isCSV: false, reader, context).values.map { .item($0, $1) }
    }
}
