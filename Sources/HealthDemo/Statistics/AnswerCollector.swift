import HealthModel

/// Fills an answer sheet as the days of one type go by.
struct AnswerCollector {
    private(set) var sheet: AnswerSheet
    private let options: SyntheticOptions
    private var before: [SyntheticSample] = []

    init(options: SyntheticOptions) {
        self.options = options
        sheet = AnswerSheet(zoneName: options.zone.name)
    }

    /// Must precede the first day of each type.
    mutating func begin() {
        before = []
    }

    /// Takes the samples of the next day, without copies.
    mutating func add(_ samples: [SyntheticSample], of series: Series, on plan: DayPlan) {
        guard series.style != .none, let unit = series.unit(in: options) else { return }
        // Only the day before reaches into this one: no sample that has an answer is longer.
        let figures = IntervalStatistics(
            of: before + samples, style: series.style, over: plan.start..<plan.end
        )
        before = series.style == .sum ? samples.filter { $0.end > plan.end } : []
        guard !figures.isEmpty else { return }
        sheet.rows.append(
            AnswerSheet.Row(
                type: series.type, day: plan.day, unit: unit, count: figures.count,
                sum: series.style == .sum ? figures.sum : nil, average: figures.average,
                minimum: figures.minimum, maximum: figures.maximum
            )
        )
    }
}
