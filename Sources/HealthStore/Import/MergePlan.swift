/// What the walk beside one batch's rows of one type has found out, before anything is written.
struct MergePlan {
    /// What the import knows of each (type, source); on loan from the merger, as a local costs no check at
    /// each access.
    var table = PairTable()
    var tally = Tally()
    /// Indices of rows that the store lacks, in the order of the store.
    var inserts: [Int] = []
    /// Indices of rows that are better copies of what this same import has written.
    var replaced: [Int] = []
    /// Rows of which an older version leaves, and that version's generation.
    var left: [(index: Int, generation: Int64)] = []
}
