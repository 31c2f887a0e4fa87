internal import GRDB

extension Row {
    /// The value of a column.
    ///
    /// - Throws: `RowDecodingError` where a damaged file has a value of another type than the table's; a subscript would end
    ///   the process there.
    func get<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) throws
        -> Value
    {
        try decode(atIndex: index)
    }
}
