import HealthOutbox
import HealthSender

/// Versions of the C libraries in use.
public enum Libraries {
    public static var sqlite: String { SQLiteOutbox.sqliteVersion }
    public static var curl: String { Sender.libcurlVersion }
}
