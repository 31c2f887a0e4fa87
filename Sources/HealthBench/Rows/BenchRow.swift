/// One line of a bench: a figure beside its baseline, both taken in the same run.
public struct BenchRow: Sendable {
    /// A short name that stays: `G1`.
    public var id: String
    /// What was measured, in a few words.
    public var what: String
    /// The median; `nil` when it could not be measured, and then ``note`` says why.
    public var figure: BenchFigure?
    /// What the figure is compared with; `nil` when the goal is about the figure itself.
    public var baseline: BenchFigure?
    /// The median of figure to baseline, pair by pair; `nil` without a baseline.
    public var ratio: Double?
    public var goal: BenchGoal
    /// The figures of all runs in the unit of ``figure``, in order.
    public var runs: [Double]
    /// What a reader has to know.
    public var note: String?

    public init(
        id: String, what: String, figure: BenchFigure?, baseline: BenchFigure? = nil,
        ratio: Double? = nil, goal: BenchGoal, runs: [Double] = [], note: String? = nil
    ) {
        (self.id, self.what, self.figure, self.baseline) = (id, what, figure, baseline)
        (self.ratio, self.goal, self.runs, self.note) = (ratio, goal, runs, note)
    }

    /// A row that is not measured here, and why.
    public static func skipped(_ id: String, _ what: String, goal: BenchGoal, why: String)
        -> BenchRow
    {
        BenchRow(id: id, what: what, figure: nil, goal: goal, note: why)
    }

    /// Whether the goal is met; `nil` when nothing was measured.
    public var isMet: Bool? {
        if let ratio { return goal.isMet(by: ratio) }
        return (figure?.value).map { goal.isMet(by: $0) }
    }
}
