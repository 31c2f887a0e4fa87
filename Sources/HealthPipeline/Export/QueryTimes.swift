import HealthPlugin

/// How long the queries of a run took, and how many rows they gave, by what they asked for.
///
/// The time of a query is its own: that of queries asked meanwhile, and of bodies that were put on disk meanwhile, is
/// not in it. Making the records is, as it goes on row by row.
final class QueryTimes {
    struct Subject {
        var queries = 0
        var rows = 0
        var total = Duration.zero
        var longest = Duration.zero
    }

    private(set) var subjects: [String: Subject] = [:]
    private let clock = ContinuousClock()
    /// Time that does not belong to the query that is going on.
    private var foreign = Duration.zero

    /// Measures a query.
    ///
    /// - Parameter body: Adds to the count of rows.
    func query<Result>(_ subject: String, _ body: (inout Int) throws -> Result) rethrows -> Result {
        let outer = foreign
        foreign = .zero
        let start = clock.now
        var rows = 0
        defer {
            let whole = clock.now - start
            let own = max(.zero, whole - foreign)
            subjects[subject, default: Subject()].add(rows: rows, own)
            foreign = outer + whole
        }
        return try body(&rows)
    }

    /// Does something that is not part of the query that is going on.
    func aside<Result>(_ body: () throws -> Result) rethrows -> Result {
        let start = clock.now
        defer { foreign += clock.now - start }
        return try body()
    }
}

extension QueryTimes.Subject {
    fileprivate mutating func add(rows: Int, _ time: Duration) {
        queries += 1
        self.rows += rows
        total += time
        longest = max(longest, time)
    }
}
