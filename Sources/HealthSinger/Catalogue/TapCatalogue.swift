import HealthPlugin

/// What `--discover` printed: the streams of a tap, of which some are chosen.
///
/// Source: the Singer specification, "Discovery Mode"; `selected` is written at all places where taps of
/// different ages look for it: the stream, its schema, and its metadata.
struct TapCatalogue {
    private struct Stream {
        var id: String
        /// What RECORD messages call it.
        var name: String
        var members: JSONMembers
    }

    private let streams: [Stream]
    private let others: [JSONMembers.Member]

    /// - Throws: ``TapFault`` for what is no catalogue.
    init(_ bytes: [UInt8]) throws(TapFault) {
        do {
            let root = try JSONMembers(bytes[...])
            guard let list = root["streams"], list.value.array != nil else {
                throw JSONError(offset: 0, expected: "\"streams\"")
            }
            others = root.all.filter { $0.key != "streams" }
            streams = try Self.elements(of: list.bytes).map { element in
                let members = try JSONMembers(element)
                guard let id = (members["tap_stream_id"] ?? members["stream"])?.value.string else {
                    throw JSONError(offset: 0, expected: "\"tap_stream_id\"")
                }
                let name = (members["stream_alias"] ?? members["stream"])?.value.string
                return Stream(id: id, name: name ?? id, members: members)
            }
        } catch {
            throw TapFault(
                .catalogue, "What it prints for --discover is not a catalogue (\(error)).")
        }
    }

    /// The catalogue with a choice of streams, and how records will name them.
    ///
    /// - Parameter wanted: Ids or names; `nil`: all.
    /// - Throws: ``TapFault`` when one is not there.
    func selecting(
        _ wanted: [String]?
    ) throws(TapFault) -> (bytes: [UInt8], names: Set<String>) {
        for name in wanted ?? []
        where !streams.contains(where: { $0.id == name || $0.name == name }) {
            let known = streams.map(\.id).sorted().joined(separator: ", ")
            throw TapFault(
                .catalogue,
                "It has no stream \"\(name)\"; it has \(known.isEmpty ? "none" : known).")
        }
        var names: Set<String> = []
        var json = JSONWriter()
        do {
            try json.object { json in
                for member in others { json.copy(member) }
                json.key("streams")
                try json.array { json in
                    for stream in streams {
                        let isSelected = wanted.map {
                            $0.contains(stream.id) || $0.contains(stream.name)
                        }
                        if isSelected ?? true { names.insert(stream.name) }
                        try Self.write(stream.members, isSelected: isSelected ?? true, to: &json)
                    }
                }
            }
        } catch {
            throw TapFault(
                .catalogue, "What it prints for --discover is not a catalogue (\(error)).")
        }
        return (json.bytes, names)
    }

    private static func write(
        _ members: JSONMembers, isSelected: Bool, to json: inout JSONWriter
    ) throws(JSONError) {
        json.beginObject()
        for member in members.all where !["selected", "schema", "metadata"].contains(member.key) {
            json.copy(member)
        }
        json.key("selected")
        json.bool(isSelected)
        if let schema = members["schema"] {
            json.key("schema")
            if schema.value.object != nil {
                try write(selected: isSelected, in: schema.bytes, to: &json)
            } else {
                json.raw(schema.bytes)
            }
        }
        json.key("metadata")
        json.beginArray()
        var hasRoot = false
        if let metadata = members["metadata"], metadata.value.array != nil {
            for element in try elements(of: metadata.bytes) {
                let entry = try JSONMembers(element)
                let isRoot = entry["breadcrumb"]?.value.array?.isEmpty ?? false
                hasRoot = hasRoot || isRoot
                try write(entry: entry, isRoot: isRoot, isSelected: isSelected, to: &json)
            }
        }
        if !hasRoot {
            json.raw("{\"breadcrumb\":[],\"metadata\":{\"selected\":\(isSelected)}}".utf8)
        }
        json.endArray()
        json.endObject()
    }

    private static func write(
        entry: JSONMembers, isRoot: Bool, isSelected: Bool, to json: inout JSONWriter
    ) throws(JSONError) {
        json.beginObject()
        for member in entry.all {
            guard member.key == "metadata", let metadata = member.value.object else {
                json.copy(member)
                continue
            }
            let value = member.value
            // What the tap itself leaves out unless asked for, or cannot give, stays out.
            let isLeftOut =
                value["inclusion"]?.string == "unsupported"
                || value["selected-by-default"]?.bool == false
            json.key(member.key)
            if isRoot || !isLeftOut, !metadata.isEmpty || isRoot {
                try write(selected: isSelected, in: member.bytes, to: &json)
            } else {
                json.raw(member.bytes)
            }
        }
        json.endObject()
    }

    private static func write(
        selected: Bool, in object: ArraySlice<UInt8>, to json: inout JSONWriter
    ) throws(JSONError) {
        json.beginObject()
        for member in try JSONMembers(object).all where member.key != "selected" {
            json.copy(member)
        }
        json.key("selected")
        json.bool(selected)
        json.endObject()
    }

    /// The elements of an array as they were written.
    private static func elements(of array: ArraySlice<UInt8>) throws(JSONError) -> [ArraySlice<
        UInt8
    >] {
        let span = array.span
        var parser = JSONParser()
        var elements: [ArraySlice<UInt8>] = []
        try parser.expect(UInt8(ascii: "["), span)
        parser.skipBlanks(span)
        while parser.peek(span) != UInt8(ascii: "]") {
            parser.skipBlanks(span)
            let start = array.startIndex + parser.offset
            _ = try parser.value(span, depth: 1)
            elements.append(array[start..<array.startIndex + parser.offset])
            parser.skipBlanks(span)
            if parser.peek(span) == UInt8(ascii: ",") { parser.offset += 1 }
        }
        return elements
    }
}

extension JSONWriter {
    /// Writes a member as it was written.
    fileprivate mutating func copy(_ member: JSONMembers.Member) {
        key(member.key)
        raw(member.bytes)
    }
}
