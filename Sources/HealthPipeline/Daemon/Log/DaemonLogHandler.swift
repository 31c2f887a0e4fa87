import HealthModel
import HealthOutbox
public import Logging

#if canImport(Glibc)
    import Glibc
#endif

/// Writes the daemon's log to standard error, a line a record.
///
/// A reader that does not read cannot stop the work: after a moment the line is dropped.
public struct DaemonLogHandler: LogHandler {
    private static let patienceMilliseconds: Int32 = 400

    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    private let style: DaemonLogLine.Style

    /// - Parameter environment: With `JOURNAL_STREAM` set, as systemd does, lines are for the journal.
    public init(level: Logger.Level, environment: [String: String]) {
        logLevel = level
        style = environment["JOURNAL_STREAM"] == nil ? .plain : .journal
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }
        let line = DaemonLogLine(
            level: event.level, message: event.message.description,
            facts: facts.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") })
        Self.write(line.text(style, time: Moment.now().instant.rfc3339))
    }

    private static func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            var watched = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
            guard unsafe poll(&watched, 1, patienceMilliseconds) > 0 else { return }
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
