/// The names of the sources of one metric; an index stands for a name, and indices are in the order of the names
/// by code point.
///
/// Made from all names before the first sample is read (`StoreReader.types()` tells them), because statistics and
/// the wire's `source` depend on their order.
public struct SourceTable: Sendable {
    public private(set) var names: [String]
    private var indices: [String: Int32] = [:]

    public init(_ names: some Sequence<String>) {
        let ordered = Set(names).map { (utf8: Array($0.utf8), name: $0) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.names = ordered.map(\.name)
        for (index, name) in self.names.enumerated() { indices[name] = Int32(index) }
    }

    /// The index of a name. One that was not announced comes behind all others.
    public mutating func index(of name: String) -> Int32 {
        if let index = indices[name] { return index }
        let index = Int32(names.count)
        names.append(name)
        indices[name] = index
        return index
    }

    /// The wire's `source`: unique names sorted by code point, joined by `|`; sources without a name are left out.
    public func joined(_ sources: SourceSet) -> String {
        if let source = sources.single { return names[Int(source)] }
        var text = ""
        sources.forEach { index in
            let name = names[Int(index)]
            guard !name.isEmpty else { return }
            if !text.isEmpty { text += "|" }
            text += name
        }
        return text
    }
}
