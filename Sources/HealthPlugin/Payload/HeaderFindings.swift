import Synchronization

/// What readers made of one header, one value of each type; it lives as long as the file is read.
final class HeaderFindings: Sendable {
    /// Keeps an absent value apart from one that was never asked for.
    private struct Finding<Value: Sendable>: Sendable {
        var value: Value
    }

    private let findings = Mutex<[ObjectIdentifier: any Sendable]>([:])

    func value<Value: Sendable>(_ make: () -> Value) -> Value {
        findings.withLock { findings in
            let type = ObjectIdentifier(Value.self)
            if let known = findings[type] as? Finding<Value> { return known.value }
            let value = make()
            findings[type] = Finding(value: value)
            return value
        }
    }
}
