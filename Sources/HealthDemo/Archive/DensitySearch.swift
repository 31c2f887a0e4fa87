import HealthModel

/// Finds the density at which an archive gets the wanted size, by writing a few of its days for nothing.
struct DensitySearch {
    private let options: SyntheticOptions
    private let sampled: [CivilDate]

    private static let sampledMax = 90

    init(options: SyntheticOptions) {
        var base = options
        // What happened later must not move the density, or old records would change.
        base.newDays = 0
        base.edits = []
        base.revision = 0
        base.hasFaults = false
        self.options = base
        // A step without a common factor with 7 meets all days of the week.
        var step = max(1, options.dayCount / Self.sampledMax)
        if step % 7 == 0 { step += 1 }
        sampled = stride(from: 0, to: options.dayCount, by: step).map {
            options.firstDay.advanced(byDays: $0)
        }
    }

    func density() throws -> Int {
        switch options.size {
        case .density(let density):
            return min(
                max(density, ArchiveScript.densities.lowerBound), ArchiveScript.densities.upperBound
            )
        case .records(let wanted):
            return try search(for: wanted) { $0.records }
        case .bytes(let wanted):
            return try search(for: wanted) { $0.xmlBytes }
        }
    }

    private func search(for wanted: Int, _ measure: (SyntheticReport) -> Int) throws -> Int {
        let goal = Double(wanted) * Double(sampled.count) / Double(options.dayCount)
        var low = ArchiveScript.densities.lowerBound
        var high = ArchiveScript.densities.upperBound
        var guess = 1000
        // The size grows nearly linearly with the density, so a few secants are enough.
        var size = try size(at: low, measure)
        guard size < goal else { return low }
        var lowSize = size
        for _ in 0..<5 {
            size = try self.size(at: guess, measure)
            if abs(size - goal) < goal / 400 { return guess }
            if size < goal {
                if guess == ArchiveScript.densities.upperBound {
                    throw SyntheticError.tooDense(recordsPerDay: wanted / options.dayCount)
                }
                (low, lowSize) = (guess, size)
                let growth = (size - 0) / Double(guess)
                guess = min(high, max(low + 1, Int(goal / growth)))
            } else {
                high = guess
                let slope = (size - lowSize) / Double(max(1, guess - low))
                guess = max(low, min(high - 1, low + Int((goal - lowSize) / slope)))
            }
        }
        return guess
    }

    private func size(at density: Int, _ measure: (SyntheticReport) -> Int) throws -> Double {
        let script = ArchiveScript(options: options, density: density)
        var body = ExportBody(script: script) { _ in }
        try body.write(days: sampled)
        return Double(measure(body.report))
    }
}
