/// Knows the SQLite versions that a fault makes worth a warning.
enum SQLiteVersion {
    /// Versions before 3.51.3: two connections that checkpoint at the same moment can damage a WAL database.
    ///
    /// Source: section 16 of the outbox reference.
    static func hasCheckpointFault(_ version: String) -> Bool {
        let numbers = version.split(separator: ".").map { Int($0) ?? 0 }
        return numbers.lexicographicallyPrecedes([3, 51, 3])
    }
}
