import HealthPlugin

extension ContractRun {
    mutating func checkIdempotence() throws {
        var run = self
        try TestStore.with { store in
            let history = run.withoutReplacements(try run.history())
            _ = run.add(history, to: store)
            let before = run.exports(store)
            let generation = try store.generation
            _ = run.add(history, to: store)
            run.compare(run.exports(store), with: before, "the second import changes what is sent")
            for variation in run.variations {
                for format in variation.formats {
                    let since = ExportRequest.Selection.since(generation: generation, start: nil)
                    let news = run.export(store, variation, format, since)
                    if news?.touched.isEmpty == false {
                        run.note(
                            variation.name(format),
                            "the second import of the same makes records new")
                    }
                }
            }
        }
        self = run
    }

    private mutating func exports(_ store: TestStore) -> [String: ContractExport] {
        var exports: [String: ContractExport] = [:]
        for variation in variations {
            for format in variation.formats {
                exports[variation.name(format)] = export(store, variation, format)
            }
        }
        return exports
    }

    private mutating func compare(
        _ later: [String: ContractExport], with earlier: [String: ContractExport],
        _ problem: String
    ) {
        for (place, export) in later.sorted(by: { $0.key < $1.key })
        where export.records != earlier[place]?.records { note(place, problem) }
    }
}
