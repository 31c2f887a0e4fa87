import HealthOutbox

/// Cuts a body of one format behind a number of records while it streams by.
protocol RecordCut {
    /// Records before the cut.
    var limit: Int { get }
    /// Records that have ended so far.
    var records: Int { get }

    /// - Throws: ``NotOurBody``; what the output refuses.
    mutating func take(_ bytes: [UInt8], into output: PieceOutput) throws

    /// - Throws: ``NotOurBody`` when the body ends where none of ours does, or nothing followed the cut.
    mutating func finish(into output: PieceOutput) throws

    func contentType(of name: PieceName) -> String
}

extension RecordCut {
    /// Records of each piece.
    func counts(ofPieces count: Int) -> [Int] {
        count == 1 ? [records] : [limit, records - limit]
    }
}
