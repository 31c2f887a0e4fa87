/// One element of an archive with its attributes and children, whatever it is called.
///
/// Nothing is interpreted: unknown elements and attributes are kept as text. Depth is bounded by the reader
/// (64 levels), size by its limits on tags.
public struct ArchiveNode: Sendable, Equatable {
    public struct Attribute: Sendable, Equatable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    public var name: String
    /// In the order of the file; of a doubled name both are here.
    public var attributes: [Attribute]
    public var children: [ArchiveNode]

    public init(name: String, attributes: [Attribute] = [], children: [ArchiveNode] = []) {
        (self.name, self.attributes, self.children) = (name, attributes, children)
    }

    /// The value of the first attribute of that name.
    public subscript(name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// The children of that name, in the order of the file.
    public func children(named name: String) -> [ArchiveNode] {
        children.filter { $0.name == name }
    }
}
