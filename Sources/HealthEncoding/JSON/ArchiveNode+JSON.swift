public import HealthModel

extension ArchiveNode {
    /// Reads what a source wrote: `{"element":NAME,"attributes":[[name,value],…],"children":[…]}`.
    ///
    /// - Throws: ``JSONError`` when the bytes are not JSON or not of that shape; its offset is 0 for the latter.
    public init(json bytes: [UInt8]) throws(JSONError) {
        guard let node = ArchiveNode(try JSONParser.parse(bytes)) else {
            throw JSONError(offset: 0, expected: "an element with attributes and children")
        }
        self = node
    }

    private init?(_ value: JSONValue) {
        guard let name = value["element"]?.string else { return nil }
        self.init(name: name)
        for pair in value["attributes"]?.array ?? [] {
            guard let parts = pair.array, parts.count == 2, let key = parts[0].string,
                let text = parts[1].string
            else { return nil }
            attributes.append(.init(name: key, value: text))
        }
        for child in value["children"]?.array ?? [] {
            guard let node = ArchiveNode(child) else { return nil }
            children.append(node)
        }
    }

    /// Writes the form that ``init(json:)`` reads.
    public func write(to json: inout JSONWriter) {
        json.object {
            $0.key("element")
            $0.string(name)
            $0.key("attributes")
            $0.array {
                for attribute in attributes {
                    $0.array {
                        $0.string(attribute.name)
                        $0.string(attribute.value)
                    }
                }
            }
            $0.key("children")
            $0.array { for child in children { child.write(to: &$0) } }
        }
    }
}
