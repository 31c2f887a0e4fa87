import HealthPlugin

/// Finds the items in a file of JSON payloads and shows them to a visitor, one at a time.
///
/// The file holds payloads one after the other, with or without white space between, or in one array; each has its
/// keys under `data`, at top level, or both. Sections 1.1 and 2.5 of the wire format. A data type's key is
/// known by the registry alone.
struct PayloadWalk {
    var cursor: JSONCursor
    let visitor: any PayloadVisitor
    let registry: ProviderRegistry
    /// Whether what is whole before a fault is read.
    let salvage: Bool
    let limits: ReadLimits

    /// A longer value has something in it.
    private static let hollowBytesMax = 64

    /// Reads all payloads of the file.
    ///
    /// - Throws: ``SourceError`` where the structure is broken, and what the visitor throws.
    mutating func run() throws {
        try cursor.takeMark()
        guard try cursor.peek() != nil else {
            throw cursor.place.error(
                .empty, "there is nothing in it", "save the payload again")
        }
        repeat {
            if try cursor.take("[") {
                var isEnd = try cursor.take("]")
                while !isEnd {
                    try payload()
                    isEnd = try !cursor.moves(on: "]")
                }
            } else {
                try payload()
            }
            try cursor.takeMark()
        } while try cursor.peek() != nil
    }

    /// Reads one payload: an object with `data` or data keys.
    private mutating func payload() throws {
        let start = cursor.offset
        guard try cursor.take("{") else { throw notAPayload(at: start) }
        var isPayload = false
        try members { walk, key in
            if key == "data" {
                isPayload = true
                try walk.data()
            } else if let reader = walk.registry.reader(forDataKey: key) {
                isPayload = true
                try walk.array(of: reader)
            } else {
                walk.visitor.warn(
                    .unknownPayloadKey, "\(Self.quoted(key)) beside \"data\"",
                    at: walk.cursor.offset)
                try walk.cursor.skipValue()
            }
        }
        guard isPayload else { throw notAPayload(at: start) }
    }

    private mutating func data() throws {
        let start = cursor.offset
        guard try cursor.take("{") else {
            // Null equals absent.
            guard case .value(.null) = try cursor.value(bytesMax: 8).content else {
                throw notAPayload(at: start)
            }
            return
        }
        try members { walk, key in
            if let reader = walk.registry.reader(forDataKey: key) {
                try walk.array(of: reader)
            } else {
                try walk.unknown(key)
            }
        }
    }

    /// Reads the members of an object whose bracket was taken.
    private mutating func members(_ body: (inout Self, String) throws -> Void) throws {
        var isEnd = try cursor.take("}")
        while !isEnd {
            let key = try cursor.key()
            _ = try cursor.peek()
            try body(&self, key)
            isEnd = try !cursor.moves(on: "}")
        }
    }

    /// Moves over a member of `data` that nobody reads, and keeps it unless there is nothing in it.
    private mutating func unknown(_ key: String) throws {
        let first = try cursor.peek()
        let scanned = try cursor.value(bytesMax: Self.hollowBytesMax)
        guard first == UInt8(ascii: "[") || first == UInt8(ascii: "{"), !scanned.isHollow else {
            return visitor.warn(
                .unknownPayloadKey, "\(Self.quoted(key)) in \"data\"", at: scanned.offset)
        }
        let raw = cursor.lastRaw
        try visitor.refuse(
            .unknownDataKey, "no data type has the key \(Self.quoted(key))", in: "data",
            from: ItemPlace(offset: scanned.offset) { raw })
    }

    /// Reads the array of a data key.
    private mutating func array(of reader: any PayloadReader) throws {
        guard try cursor.peek() == UInt8(ascii: "["), visitor.wants(reader) else {
            let scanned = try cursor.value(bytesMax: 0)
            if visitor.wants(reader), !scanned.isNull(cursor.lastRaw) {
                try refuse(scanned, "is not an array", of: reader)
            }
            return
        }
        try elements { walk in
            if let member = reader.groupMember {
                try walk.group(of: reader, items: member)
            } else {
                try walk.item(of: reader, group: nil)
            }
        }
    }

    private mutating func elements(_ body: (inout Self) throws -> Void) throws {
        try cursor.expect("[")
        var isEnd = try cursor.take("]")
        while !isEnd {
            _ = try cursor.peek()
            try body(&self)
            isEnd = try !cursor.moves(on: "]")
        }
    }

    private mutating func item(of reader: any PayloadReader, group: JSONValue?) throws {
        let scanned = try cursor.value(bytesMax: limits.itemMax)
        switch scanned.content {
        case .value(let value):
            try visitor.take(
                value, of: reader, group: group,
                from: ItemPlace(offset: scanned.offset) { [cursor] in cursor.lastRaw })
        case .malformed(let error):
            try refuse(
                scanned, "is not JSON: \(error.expected) was expected at its byte \(error.offset)",
                of: reader)
        case .tooLong: try refuse(scanned, "is longer than \(limits.itemMax) bytes", of: reader)
        }
        try visitor.reach(scanned.offset)
    }

    /// Reads a group: first what stands around its items, wherever in the object, then the items.
    private mutating func group(of reader: any PayloadReader, items member: String) throws {
        let start = cursor.offset
        guard try cursor.peek() == UInt8(ascii: "{") else {
            return try refuse(try cursor.value(bytesMax: 0), "is not an object", of: reader)
        }
        var head = GroupHead()
        do {
            try cursor.expect("{")
            try members { walk, key in try walk.read(key, of: &head, items: member) }
        } catch let error as SourceError where salvage && error.isSalvageable {
            // The items before the fault are whole; behind them it is met again.
            if head.problem == nil, let items = head.items { try read(items, head, of: reader) }
            throw error
        }
        let end = cursor.offset
        if let problem = head.problem {
            cursor.seek(start)
            return try refuse(try cursor.value(bytesMax: 0), problem, of: reader)
        }
        guard let items = head.items else { return }
        try read(items, head, of: reader)
        cursor.seek(end)
    }

    private mutating func read(_ key: String, of head: inout GroupHead, items: String) throws {
        if key == items, head.items == nil, !head.hasNoItems {
            guard try cursor.peek() == UInt8(ascii: "[") else {
                head.hasNoItems = true
                let scanned = try cursor.value(bytesMax: 0)
                if !scanned.isNull(cursor.lastRaw) { head.problem = "\"\(items)\" is not an array" }
                return
            }
            head.items = cursor.offset
            return try cursor.skipValue()
        }
        let scanned = try cursor.value(bytesMax: limits.headMax)
        switch scanned.content {
        case .value(let value):
            if key != items { head.members.append(.init(key: key, value: value)) }
        case .malformed: head.problem = "\(Self.quoted(key)) is not JSON"
        case .tooLong: head.problem = "\(Self.quoted(key)) is longer than \(limits.headMax) bytes"
        }
    }

    private mutating func read(
        _ items: Int64, _ head: GroupHead, of reader: any PayloadReader
    ) throws {
        cursor.seek(items)
        let group = JSONValue.object(head.members)
        try elements { walk in try walk.item(of: reader, group: group) }
    }

    private mutating func refuse(
        _ scanned: JSONCursor.Scanned, _ problem: String, of reader: any PayloadReader
    ) throws {
        let raw = cursor.lastRaw
        try visitor.refuse(
            .unreadableItem, problem, in: reader.descriptor.dataKey,
            from: ItemPlace(offset: scanned.offset) { raw })
    }

    private func notAPayload(at offset: Int64) -> SourceError {
        let keys = registry.providers.filter { $0 is any PayloadReader }.map {
            "\"\($0.descriptor.dataKey)\""
        }
        return cursor.place.error(
            .noHealthData, at: offset,
            "this is JSON, and no payload of the app: an object with \"data\" was expected, or with "
                + keys.joined(separator: ", "),
            "give files that the app, hae or a receiver of theirs has written")
    }

    /// A key of the file, which may be anything.
    private static func quoted(_ key: String) -> String {
        let text = key.unicodeScalars.prefix(60).map {
            $0.value < 0x20 ? "\u{fffd}" : Character($0)
        }
        return "\"\(String(text))\(key.unicodeScalars.count > 60 ? "…" : "")\""
    }
}

/// What a group says of its items.
private struct GroupHead {
    var members: [JSONValue.Member] = []
    /// Where the array of items begins.
    var items: Int64?
    var hasNoItems = false
    /// Why the group cannot be read.
    var problem: String?
}

extension JSONCursor.Scanned {
    fileprivate var isHollow: Bool {
        switch content {
        case .value(.array(let elements)): elements.isEmpty
        case .value(.object(let members)): members.isEmpty
        default: false
        }
    }

    fileprivate func isNull(_ raw: [UInt8]) -> Bool {
        raw == Array("null".utf8)
    }
}
