/// Where a provider writes its records.
///
/// The pipeline behind it cuts parts, counts, digests and enqueues; a call returns when there is room for the
/// next record. The closure may not be called at all: when the record is only counted.
public protocol RecordSink: AnyObject {
    /// Takes one record as JSON.
    ///
    /// - Parameters:
    ///   - stream: The stream's index in the request.
    ///   - date: Decides the record's local day. Rising within a stream.
    ///   - touched: Whether something new went into the record. With a `.since` selection the provider
    ///     renders whole local days and marks what is touched; the rest only goes into the day's digest, by
    ///     which a day that did not change is recognised. With `.range` everything is touched.
    ///   - write: Appends exactly one JSON value.
    func record(
        stream: Int, date: Instant, touched: Bool, _ write: (inout JSONWriter) throws -> Void
    ) throws

    /// Takes one record as a row of CSV; the closure writes all cells and ends the row.
    func row(
        stream: Int, date: Instant, touched: Bool, _ write: (inout CSVWriter) throws -> Void
    ) throws

    /// Counts something worth telling; the phrase is fixed and names no value.
    func warning(_ code: String, _ phrase: String)
}
