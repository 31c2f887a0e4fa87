import HealthPlugin

/// Records of one stream and one local day, in order, one behind the other as they stand in a body: JSON values
/// with commas between them, or rows of CSV.
struct RecordBatch {
    let stream: Int
    let day: CivilDate
    /// How many records of that day were sent before these.
    var sentBefore: Int
    var bytes: [UInt8]
    /// Where each record ends in ``bytes``.
    var ends: [Int]
    /// Bytes between two records: a comma, or nothing.
    let separatorBytes: Int

    /// The bytes from one record to the end of another one, commas between them included.
    func bytes(from first: Int, through last: Int) -> ArraySlice<UInt8> {
        bytes[start(of: first)..<ends[last]]
    }

    func start(of record: Int) -> Int {
        record == 0 ? 0 : ends[record - 1] + separatorBytes
    }
}
