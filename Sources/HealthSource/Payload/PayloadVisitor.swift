import HealthPlugin

/// What is done with the items that are met in a payload or file.
protocol PayloadVisitor: AnyObject {
    /// Whether the items of a data type are to be read at all.
    func wants(_ reader: any PayloadReader) -> Bool

    /// Takes an item of the array of a data key, or of one of its groups.
    func take(
        _ item: JSONValue, of reader: any PayloadReader, group: JSONValue?, from place: ItemPlace
    ) throws

    /// Takes the fields of a row below a header; more or fewer than the header has.
    func take(
        _ fields: [String], below header: CSVHeader, of reader: any PayloadReader,
        from place: ItemPlace
    ) throws

    /// Sets aside what is no item.
    func refuse(_ code: WarningCode, _ reason: String, in kind: String, from place: ItemPlace)
        throws

    /// Counts something that costs nothing.
    func warn(_ code: WarningCode, _ example: String, at offset: Int64)

    /// Hears how far the reading has come.
    func reach(_ offset: Int64) throws
}

/// Where an item stands, and its first bytes, in case they have to be kept.
struct ItemPlace {
    var offset: Int64
    var raw: () -> [UInt8]
}
