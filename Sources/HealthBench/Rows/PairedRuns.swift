/// Figures and baselines, taken turn by turn so that both meet the same disk and the same neighbours.
struct PairedRuns {
    private(set) var figures: [Double] = []
    private(set) var baselines: [Double] = []

    /// - Parameters:
    ///   - rounds: How often both are taken.
    ///   - onRound: Called after each, for progress and to stop.
    init(
        rounds: Int, baseline: () throws -> Double, figure: () throws -> Double,
        onRound: (Int) throws -> Void
    ) throws {
        for round in 0..<rounds {
            baselines.append(try baseline())
            figures.append(try figure())
            try onRound(round + 1)
        }
    }

    var figure: Double { Self.median(figures) }
    var baseline: Double { Self.median(baselines) }
    /// Of the ratios, pair by pair.
    var ratio: Double { Self.median(zip(figures, baselines).map { $0 / $1 }) }

    func row(
        _ id: String, _ what: String, _ unit: BenchFigure.Unit, goal: BenchGoal,
        note: String? = nil
    ) -> BenchRow {
        BenchRow(
            id: id, what: what, figure: BenchFigure(figure, unit),
            baseline: BenchFigure(baseline, unit), ratio: ratio, goal: goal, runs: figures,
            note: note)
    }

    /// The middle one, or the mean of the two in the middle; 0 of none.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
