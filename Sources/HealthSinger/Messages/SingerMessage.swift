import HealthPlugin

/// One line of a tap's output.
///
/// Source: the Singer specification 0.3.0, "Output"; ACTIVATE_VERSION as in the library singer-python.
enum SingerMessage {
    case schema(SingerStream)
    /// The record as it was written, and parsed.
    case record(stream: String, bytes: ArraySlice<UInt8>, value: JSONValue)
    /// The state as it was written.
    case state(ArraySlice<UInt8>)
    /// "What came with another version is void": nothing that could be told an endpoint.
    case activateVersion(stream: String)
    /// A type that the specification allows and does not explain.
    case other

    /// What a line is.
    ///
    /// - Parameter line: Without its end; stands in messages by `number` only.
    /// - Throws: ``TapFault``.
    init(_ line: ArraySlice<UInt8>, number: Int) throws(TapFault) {
        guard String(validating: line, as: UTF8.self) != nil else {
            throw TapFault(.rubbish, "Line \(number) of its output is not UTF-8 text.")
        }
        let members: JSONMembers
        do {
            members = try JSONMembers(line)
        } catch {
            throw TapFault(
                .rubbish,
                "Line \(number) of its output is not a Singer message (\(error)); logs belong on standard error."
            )
        }
        func bad(_ what: String) -> TapFault {
            TapFault(.badMessage, "Line \(number) of its output: \(what).")
        }
        guard let type = members["type"]?.value.string?.uppercased() else {
            throw bad("the message has no \"type\"")
        }
        func stream() throws(TapFault) -> String {
            guard let name = members["stream"]?.value.string, !name.isEmpty else {
                throw bad("\(type) without \"stream\"")
            }
            return name
        }
        switch type {
        case "SCHEMA":
            guard let schema = members["schema"], schema.value.object != nil else {
                throw bad("SCHEMA without \"schema\"")
            }
            guard let keys = members["key_properties"]?.value.array else {
                throw bad("SCHEMA without \"key_properties\"")
            }
            self = .schema(
                SingerStream(
                    name: try stream(), keyProperties: keys.compactMap(\.string),
                    columns: schema.value["properties"]?.object?.map(\.key) ?? []))
        case "RECORD":
            guard let record = members["record"], record.value.object != nil else {
                throw bad("RECORD without \"record\"")
            }
            self = .record(stream: try stream(), bytes: record.bytes, value: record.value)
        case "STATE":
            guard let value = members["value"] else { throw bad("STATE without \"value\"") }
            self = .state(value.bytes)
        case "ACTIVATE_VERSION":
            self = .activateVersion(stream: try stream())
        case "BATCH":
            // Its records are in files beside it; passing over them would lose them without a word.
            throw bad("BATCH messages are not read; turn batches off in the tap's configuration")
        default:
            self = .other
        }
    }
}
