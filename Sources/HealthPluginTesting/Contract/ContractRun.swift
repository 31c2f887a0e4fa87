import HealthPlugin

/// One plugin under examination.
struct ContractRun {
    /// Of one rule; more of the same help nobody.
    private static let findingsMax = 4

    /// Besides the defaults; the rule of order takes all. Of a plugin that has very many, each rule takes fewer.
    private var variationsMax: Int { allVariations.count > 8 ? 1 : 2 }

    let provider: any Provider
    let cases: [PluginCase]
    let zone: ZoneTable
    /// The defaults, and each other value of each option; of many, each rule takes some.
    private(set) var variations: [ContractVariation]
    let allVariations: [ContractVariation]
    let entries: [FixtureEntry]
    var numbers: SeededNumbers
    private(set) var findings: [ContractFinding] = []
    private(set) var rule = ContractRule.options

    init(provider: any Provider, cases: [PluginCase], seed: UInt64) throws {
        (self.provider, self.cases) = (provider, cases)
        numbers = SeededNumbers(seed: seed)
        zone = try CaseSettings.zone(named: "Europe/Berlin")
        allVariations = ContractVariation.all(of: provider.descriptor.options, zone: zone)
        variations = allVariations
        entries = try cases.flatMap { try FixtureEntry.all(of: $0, for: provider) }
    }

    var reader: (any PayloadReader)? { provider as? any PayloadReader }

    /// Whether records stand by themselves: not in groups, of which CSV makes columns.
    func standsAlone(_ export: ContractExport) -> Bool {
        export.streams.allSatisfy { $0.group == nil }
    }

    mutating func begin(_ rule: ContractRule) {
        self.rule = rule
        guard rule != .order else {
            variations = allVariations
            return
        }
        let others = allVariations.dropFirst().shuffled(using: &numbers)
        variations = Array(allVariations.prefix(1) + others.prefix(variationsMax))
    }

    mutating func check() throws {
        switch rule {
        case .options: checkOptions()
        case .examples: checkExamples()
        case .order: try checkOrder()
        case .idempotence: try checkIdempotence()
        case .roundTrip: try checkRoundTrip()
        case .arrivals: try checkArrivals()
        case .wholeBuckets: try checkWholeBuckets()
        case .formats: try checkFormats()
        case .extremes: try checkExtremes()
        case .limits: try checkLimits()
        }
    }

    mutating func note(_ place: String, _ problem: String) {
        let known = findings.filter { $0.rule == rule }
        guard known.count < Self.findingsMax, !known.contains(where: { $0.problem == problem })
        else { return }
        findings.append(ContractFinding(rule: rule, place: place, problem: problem))
    }

    /// Exports; what the plugin throws is a finding, and then there is nothing.
    mutating func export(
        _ store: TestStore, _ variation: ContractVariation, _ format: ExportSettings.Format,
        _ selection: ExportRequest.Selection = .everything
    ) -> ContractExport? {
        do {
            return try store.records(
                of: provider, variation, format
            ) { _ in selection }
        } catch {
            note(variation.name(format), "an export throws \(type(of: error)): \(error)")
            return nil
        }
    }

    /// Imports pieces at once; what the plugin throws but ``ItemError`` is a finding.
    mutating func add(_ pieces: [Piece], to store: TestStore) -> [ItemError] {
        do {
            return try store.add(pieces, for: provider)
        } catch {
            note("import", "an import throws \(type(of: error)): \(error)")
            return []
        }
    }
}

extension ExportRequest.Selection {
    static var everything: Self { .range(.distantPast ..< .distantFuture) }
}
