internal import CSQLiteShim

extension SQLiteOutbox {
    /// The version of the SQLite library in use: before 3.51.3 two connections that write and checkpoint at one
    /// moment can damage a file (section 16), which our rule of a single checkpointer avoids.
    public static var sqliteVersion: String {
        unsafe String(cString: hae_sqlite_version())
    }
}
