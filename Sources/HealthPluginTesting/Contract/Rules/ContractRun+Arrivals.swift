import HealthPlugin

extension ContractRun {
    /// A receiver that takes what since-steps send has, after each import, what an export of all would send.
    mutating func checkArrivals() throws {
        var run = self
        let history = try run.history()
        // What a later item moved to another day has left the old one, which nobody can take back.
        let canLeave = run.withoutReplacements(history).count < history.count
        let imports = run.imports(of: history, count: 4)
        try TestStore.with { store in
            var ledgers: [String: ArrivalLedger] = [:]
            for (index, pieces) in imports.enumerated() {
                _ = run.add(pieces, to: store)
                for variation in run.variations {
                    for format in variation.formats {
                        let name = variation.name(format)
                        var ledger =
                            ledgers[name] ?? ArrivalLedger(zone: run.zone, canLeave: canLeave)
                        run.step(&ledger, store, variation, format, import: index + 1)
                        ledgers[name] = ledger
                    }
                }
            }
        }
        self = run
    }

    private mutating func step(
        _ ledger: inout ArrivalLedger, _ store: TestStore, _ variation: ContractVariation,
        _ format: ExportSettings.Format, import number: Int
    ) {
        let place = "\(variation.name(format)), import \(number)"
        do {
            let known = ledger.generations
            let news = try store.records(of: provider, variation, format) {
                .since(generation: known[$0.id] ?? 0, start: nil)
            }
            for problem in ledger.take(news, generation: try store.generation) {
                note(place, problem)
            }
        } catch {
            note(place, "an export throws \(type(of: error)): \(error)")
        }
        if let all = export(store, variation, format), let problem = ledger.difference(from: all) {
            note(place, problem)
        }
    }
}
