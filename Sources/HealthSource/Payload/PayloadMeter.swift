/// Tells how far the reading of several files has come, in bytes of the files as they lie on disk.
final class PayloadMeter {
    private let total: Int64?
    private let progress: (ReadProgress) throws -> Void
    /// Of the files that were read to their end.
    private var bytesDone: Int64 = 0
    /// Of the file that is being read: as it lies on disk, and unpacked.
    private var (size, length): (Int64, Int64) = (0, 1)
    private var isLookedAt = false
    private var told: Int64 = 0

    /// Unpacked bytes between two reports.
    private static let step: Int64 = 256 << 10

    init(total: Int64?, progress: @escaping (ReadProgress) throws -> Void) {
        (self.total, self.progress) = (total, progress)
    }

    func begin(size: Int64, length: Int64) {
        (self.size, self.length) = (size, max(1, length))
        (isLookedAt, told) = (false, 0)
    }

    /// A place in the file while it is looked at for the first of two times.
    func look(at offset: Int64, records: Int) throws {
        isLookedAt = true
        try tell(offset, twoOf: offset, records)
    }

    func read(to offset: Int64, records: Int) throws {
        try tell(offset, twoOf: isLookedAt ? length + offset : 2 * offset, records)
    }

    func end(records: Int) throws {
        bytesDone += size
        try progress(
            ReadProgress(bytesRead: bytesDone, bytesTotal: total, records: records))
    }

    private func tell(_ offset: Int64, twoOf double: Int64, _ records: Int) throws {
        // Groups are walked over before their items, so that places go back now and then.
        guard (offset - told).magnitude >= Self.step else { return }
        told = offset
        let share = Double(double) / Double(2 * length)
        let bytes = bytesDone + Int64(Double(size) * min(1, max(0, share)))
        try progress(ReadProgress(bytesRead: bytes, bytesTotal: total, records: records))
    }
}
