import HealthXML

/// What input may ask of this machine. Source: section 19 of the archive reference, but for the last ones.
struct ReadLimits {
    var markup = XMLLimits()
    /// Elements inside each other, the main element included.
    var nestingMax = 64
    /// Output bytes for each input byte…
    var inflationMax: Int64 = 250
    /// …once so many bytes have come out.
    var inflationFreeBytes: Int64 = 64 << 20
    /// The directory of a zip; about half a million members.
    var directoryMax: Int64 = 64 << 20
    /// One element that is kept as a document, as JSON; a workout of a day takes some hundred kilobytes.
    var documentMax = 16 << 20
    /// The points of one route; a million of them.
    var seriesMax = 64 << 20
    /// One ECG or clinical file; a recording takes about 150 kB.
    var fileMax = 16 << 20
    /// One item of a payload; a workout with a route of 100,000 points takes about 25 MB.
    var itemMax = 32 << 20
    /// One member of what stands around the items of a group.
    var headMax = 1 << 20
    /// Files that the main XML may name.
    var referencesMax = 200_000
    /// A batch is handed over at so many rows, or when its texts take so many bytes.
    var batchRows = 16_384
    var batchTextBytes = 4 << 20
    /// What is read from disk at once, and what comes out of it at once.
    var chunk = 256 << 10
}
