internal import GRDB

/// The tables of names of one connection.
struct StoreNames {
    let type: NameTable
    let source: NameTable
    let unit: NameTable
    let device: NameTable
    let metadata: NameTable
    let kind: NameTable

    init(in database: Database, writable: Bool) throws {
        type = try NameTable("type", in: database, writable: writable)
        source = try NameTable("source", in: database, writable: writable)
        unit = try NameTable("unit", in: database, writable: writable)
        device = try NameTable("device", in: database, writable: writable)
        metadata = try NameTable("metadata", in: database, writable: writable)
        kind = try NameTable("kind", in: database, writable: writable)
    }

    subscript(_ kind: NameKind) -> NameTable {
        switch kind {
        case .type: type
        case .source: source
        case .unit: unit
        case .device: device
        case .metadata: metadata
        case .kind: self.kind
        }
    }
}

/// What a number of the store stands for.
enum NameKind: Hashable {
    case type, source, unit, device, metadata, kind
}
