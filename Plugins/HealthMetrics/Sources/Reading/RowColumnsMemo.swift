import HealthPlugin
import Synchronization

/// Remembers the columns of the header that was asked for last: rows of one file come one after the other.
final class RowColumnsMemo: Sendable {
    private let last = Mutex<(header: [CSVHeader.Column], columns: RowColumns?)>(([], nil))

    func columns(_ header: CSVHeader) -> RowColumns? {
        last.withLock { last in
            if last.header != header.columns {
                last = (header.columns, RowColumns(header))
            }
            return last.columns
        }
    }
}
