/// A property of a stream's records.
struct StoreField: Equatable {
    /// A number that rises with every import; later rows of one key replace earlier ones.
    static let replicationKey = "generation"
    /// Set when the row left the store; targets that know it delete the row.
    static let deletedAt = "_sdc_deleted_at"
    /// What makes two records the same row.
    static let key = "id"

    var name: String
    /// JSON Schema.
    var schema: String
    /// Told whatever a catalogue selects: without it a target could not keep its copy right.
    var isAutomatic = false

    fileprivate static let text = #"{"type":["string","null"]}"#
    fileprivate static let word = #"{"type":"string"}"#
    fileprivate static let number = #"{"type":["number","null"]}"#
    fileprivate static let time = #"{"type":["string","null"],"format":"date-time"}"#
}

extension StoreStream {
    /// All that its records can hold, in their order.
    var fields: [StoreField] {
        let common = [
            StoreField(name: "start", schema: StoreField.time),
            StoreField(name: "end", schema: StoreField.time),
            StoreField(name: "source", schema: StoreField.text),
        ]
        let own =
            switch content {
            case .samples:
                [StoreField(name: "type", schema: StoreField.word)] + common + [
                    StoreField(name: "value", schema: StoreField.number),
                    StoreField(name: "text", schema: StoreField.text),
                    StoreField(name: "unit", schema: StoreField.text),
                    StoreField(name: "device", schema: StoreField.text),
                    StoreField(name: "metadata", schema: StoreField.text),
                ]
            case .documents(let kind):
                [
                    StoreField(name: "kind", schema: StoreField.word),
                    StoreField(name: "form", schema: StoreField.word),
                    StoreField(name: "key", schema: StoreField.word),
                ] + common + [StoreField(name: "body", schema: StoreField.text)]
                    + (PointList(ofKind: kind).map {
                        [StoreField(name: $0.rawValue, schema: $0.schema)]
                    } ?? [])
            }
        return [StoreField(name: StoreField.key, schema: StoreField.word, isAutomatic: true)] + own
            + [
                StoreField(
                    name: StoreField.replicationKey, schema: #"{"type":"integer"}"#,
                    isAutomatic: true),
                StoreField(
                    name: StoreField.deletedAt, schema: StoreField.time, isAutomatic: true),
            ]
    }

    /// The schema of records without some fields.
    func schema(without omitted: Set<String> = []) -> String {
        let properties = fields.filter { !omitted.contains($0.name) }
            .map { "\"\($0.name)\":\($0.schema)" }
        return #"{"type":"object","properties":{"# + properties.joined(separator: ",") + "}}"
    }
}
