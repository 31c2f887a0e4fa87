import HealthPlugin
import Synchronization

/// ``WaterProvider`` with one fault.
final class FaultyProvider: PayloadReader {
    private let sound = WaterProvider()
    private let fault: Fault
    private let calls = Atomic(0)

    init(_ fault: Fault) {
        self.fault = fault
    }

    var descriptor: ProviderDescriptor {
        var descriptor = sound.descriptor
        let flag = OptionDeclaration(
            key: "sums", kind: .flag, default: .flag(false), summary: "nothing")
        switch fault {
        case .`an id with capitals`: descriptor.id = "Water"
        case .`a default that may not be written`:
            descriptor.options = [flag]
            descriptor.options[0].default = .word("no")
        case .`a required option without an example`:
            descriptor.options = [flag]
            descriptor.options[0].default = nil
            descriptor.options[0].isRequired = true
        case .`the same reading twice`: descriptor.reads += descriptor.reads.suffix(1)
        default: break
        }
        return descriptor
    }

    func streams(
        for settings: ExportSettings, in store: any StoreReader
    ) throws -> [ExportStream] {
        try sound.streams(for: settings, in: store)
    }

    func export(
        _ request: ExportRequest, from store: any StoreReader, into sink: any RecordSink
    ) throws {
        let call = calls.wrappingAdd(1, ordering: .relaxed).newValue
        let faulty = FaultySink(fault, around: sink, call: call)
        var request = request
        if fault == .`the newest arrival missed` {
            request.selections = request.selections.map { selection in
                guard case .since(let generation, let start) = selection, generation > 0 else {
                    return selection
                }
                return .since(generation: generation + 1, start: start)
            }
        }
        try sound.export(request, from: store, into: faulty)
        try faulty.finish()
    }

    func writeHeader(
        for streams: [ExportStream], settings: ExportSettings, to csv: inout CSVWriter
    ) {
        guard fault == .`a header of another hand` else {
            return sound.writeHeader(for: streams, settings: settings, to: &csv)
        }
        for column in ["Begin", "Drink", "Unit", "Source"] { csv.cell(column) }
        csv.endRow()
    }

    func aggregation(for settings: ExportSettings) -> String { "None" }

    func read(_ item: JSONValue, in context: PayloadContext) throws(ItemError) -> PayloadItems {
        var item = item
        switch fault {
        case .`unknown keys dropped`:
            let known = ["start", "qty", "units", "source"]
            item = .object((item.object ?? []).filter { known.contains($0.key) })
        case .`a source that is lost in reading`:
            item = .object((item.object ?? []).filter { $0.key != "source" })
        case .`a reason that shows the value`:
            if let text = item["qty"]?.string { throw ItemError(key: "qty", "is \(text)") }
        default: break
        }
        return marked(try sound.read(item, in: context))
    }

    func recognizes(_ header: CSVHeader) -> Bool { sound.recognizes(header) }

    func read(_ row: CSVRow, in context: PayloadContext) throws(ItemError) -> PayloadItems {
        marked(try sound.read(row, in: context))
    }

    private func marked(_ items: PayloadItems) -> PayloadItems {
        guard fault == .`a document per import` else { return items }
        var items = items
        let call = calls.wrappingAdd(1, ordering: .relaxed).newValue
        for index in items.documents.indices {
            items.documents[index].key += "\n\(call)"
            items.documents[index].start = items.documents[index].start?.advanced(bySeconds: 1)
            items.documents[index].body = Self.later(items.documents[index].body)
        }
        return items
    }

    /// The body with another amount, so that it does not fold with the first.
    private static func later(_ body: [UInt8]) -> [UInt8] {
        var json = JSONWriter()
        let members = (try? JSONParser.parse(body))?.object ?? []
        json.value(
            .object(
                members.map { member in
                    guard member.key == "qty", let number = member.value.number else {
                        return member
                    }
                    return .init(key: "qty", value: .number(number + Double.random(in: 1...2)))
                }))
        return json.bytes
    }
}
