internal import GRDBSQLite

/// The row at which a statement stands; for the closure that gets it only.
@safe struct Columns {
    private let statement: OpaquePointer

    init(_ statement: OpaquePointer) {
        unsafe self.statement = statement
    }

    /// - Throws: ``OutboxError`` of damage when the column holds something of another type than its table says.
    func get<Value: SQLValue>(_ index: Int32) throws -> Value {
        guard let value = unsafe Value.read(from: statement, at: index) else {
            throw OutboxError(
                .damaged,
                "A row of the outbox has a value of an impossible type; run hae outbox verify --repair."
            )
        }
        return value
    }
}
