public import HealthPlugin

/// A stream that a catalogue selects, and which of its fields it does not.
///
/// Source: the Singer specification, "Discovery Mode" and "Sync Mode". Of a stream and of a field counts `selected`
/// in its metadata, else the older key `selected` in its schema, else `selected-by-default`; one of which nothing is
/// said is selected. Fields of the inclusion `automatic` cannot be deselected.
public struct StreamSelection: Sendable, Equatable {
    /// Its id.
    public var stream: String
    /// Names of fields that stay out.
    public var omitted: Set<String>

    public init(stream: String, omitted: Set<String> = []) {
        (self.stream, self.omitted) = (stream, omitted)
    }

    /// - Throws: `JSONError` for what is no catalogue.
    public static func all(ofCatalogue bytes: [UInt8]) throws(JSONError) -> [StreamSelection] {
        guard let streams = try JSONParser.parse(bytes)["streams"]?.array else {
            throw JSONError(offset: 0, expected: "\"streams\"")
        }
        return streams.compactMap { entry in
            guard let id = entry["tap_stream_id"]?.string else { return nil }
            let metadata = entry["metadata"]?.array ?? []
            let older = entry["selected"]?.bool ?? entry["schema"]?["selected"]?.bool
            guard isSelected(metadata, [], older: older) else { return nil }
            let properties = entry["schema"]?["properties"]
            let omitted = StoreStream(id: id).fields.filter { field in
                !field.isAutomatic
                    && !isSelected(
                        metadata, ["properties", field.name],
                        older: properties?[field.name]?["selected"]?.bool)
            }
            return StreamSelection(stream: id, omitted: Set(omitted.map(\.name)))
        }
    }

    private static func isSelected(
        _ metadata: [JSONValue], _ breadcrumb: [String], older: Bool?
    ) -> Bool {
        let own = metadata.first {
            $0["breadcrumb"]?.array?.map(\.string) == breadcrumb
        }?["metadata"]
        return own?["selected"]?.bool ?? older ?? own?["selected-by-default"]?.bool ?? true
    }
}
