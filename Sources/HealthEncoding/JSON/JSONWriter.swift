/// Writes JSON text into one buffer: compact, keys in the order they are written, commas by itself.
///
/// The caller is responsible for the shape (a key before each value of an object, balanced ends); a debug
/// build checks the balance. Text rules: section 1.2 of the wire format.
public struct JSONWriter: Sendable {
    /// What has been written; may be taken and cleared between values.
    public var bytes: [UInt8]
    private var needsComma = false
    private var depth = 0

    public init(bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// Starts over in the same memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        (needsComma, depth) = (false, 0)
    }

    /// Forgets the values behind a place between two of them.
    public mutating func truncate(to count: Int) {
        bytes.removeSubrange(count...)
        needsComma = count > 0
    }

    public mutating func beginObject() {
        open(UInt8(ascii: "{"))
    }

    public mutating func endObject() {
        close(UInt8(ascii: "}"))
    }

    public mutating func beginArray() {
        open(UInt8(ascii: "["))
    }

    public mutating func endArray() {
        close(UInt8(ascii: "]"))
    }

    /// Writes an object whose members the closure writes.
    public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
        beginObject()
        try members(&self)
        endObject()
    }

    /// Writes an array whose elements the closure writes.
    public mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
        beginArray()
        try elements(&self)
        endArray()
    }

    /// Writes a key; the value comes next.
    public mutating func key(_ name: String) {
        JSONText.append(name, comma: needsComma, colon: true, to: &bytes)
        needsComma = false
    }

    public mutating func string(_ text: String) {
        JSONText.append(text, comma: needsComma, colon: false, to: &bytes)
        needsComma = true
    }

    /// Writes a finite number; NaN and the infinities, which JSON does not have, become `null`.
    public mutating func number(_ number: Double) {
        guard number.isFinite else { return null() }
        comma()
        DecimalText.append(number, to: &bytes)
    }

    public mutating func integer(_ number: some BinaryInteger) {
        comma()
        DecimalText.append(Int64(number), to: &bytes)
    }

    public mutating func bool(_ value: Bool) {
        comma()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    public mutating func null() {
        comma()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Copies a complete JSON value.
    public mutating func raw(_ value: some Sequence<UInt8>) {
        comma()
        bytes.append(contentsOf: value)
    }

    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.bool(bool)
        case .number(let number): self.number(number)
        case .string(let text): string(text)
        case .array(let elements): array { for element in elements { $0.value(element) } }
        case .object(let members):
            object {
                for member in members {
                    $0.key(member.key)
                    $0.value(member.value)
                }
            }
        }
    }

    mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
        depth += 1
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        assert(depth >= 0, "closed more than was opened")
        bytes.append(bracket)
        needsComma = true
    }
}
