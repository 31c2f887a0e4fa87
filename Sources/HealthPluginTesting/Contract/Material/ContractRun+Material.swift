import HealthPlugin

extension ContractRun {
    /// How many things of fixtures a history has for each copy; of more, some cases are left out.
    private static let entriesMax = 24

    /// A plain history: the fixtures' things in several weeks, and made-up samples, shuffled.
    mutating func history(copies: Int = 2, samplesPerType: Int = 12) throws -> [Piece] {
        var pieces: [Piece] = []
        var number = 0
        for copy in 0..<copies {
            var count = 0
            let cases = Dictionary(grouping: entries, by: \.testCase).sorted { $0.key < $1.key }
            for (_, entries) in cases.shuffled(using: &numbers) where count < Self.entriesMax {
                // Whole weeks: buckets of days and weeks stay what they are.
                let days = Int64(copy) * 14 + numbers.number(0..<2) * 7
                pieces += try entries.map { try $0.piece(copy: number, days: days) }
                count += entries.count
                number += 1
            }
        }
        let maker = SampleMaker(provider.descriptor.reads, &numbers)
        let samples = maker.samples(perType: samplesPerType, &numbers)
        pieces += samples.map { .sample($0) }
        pieces.shuffle(using: &numbers)
        return pieces
    }

    /// The history without what would replace a document of it.
    func withoutReplacements(_ history: [Piece]) -> [Piece] {
        var known: Set<String> = []
        return history.filter { piece in
            let documents =
                switch piece {
                case .sample: [Document]()
                case .archive(let archive): archive.documents
                case .item(let item, let context):
                    (try? reader?.read(item, in: context))?.documents ?? []
                }
            let keys = documents.flatMap { document in
                ([document.key] + document.aliases).map { "\(document.kind)\n\($0)" }
            }
            defer { known.formUnion(keys) }
            return known.isDisjoint(with: keys)
        }
    }

    /// A history cut into imports, in order. The first brings something of each kind, as what is exported may
    /// depend on which types there are.
    mutating func imports(of history: [Piece], count: Int) -> [[Piece]] {
        var known: Set<String> = []
        let firsts = history.indices.filter { known.insert(history[$0].kind).inserted }
        let rest = history.indices.filter { !firsts.contains($0) }.map { history[$0] }
        let cuts =
            (1..<count).map { _ in Int(numbers.number(0..<Int64(rest.count + 1))) }.sorted()
        let bounds = [0] + cuts + [rest.count]
        var imports = zip(bounds, bounds.dropFirst()).map { Array(rest[$0..<$1]) }
        imports[0] = firsts.map { history[$0] } + imports[0]
        return imports
    }
}

extension Piece {
    fileprivate var kind: String {
        switch self {
        case .sample(let sample): sample.type
        case .archive(let archive):
            archive.documents.first?.kind
                ?? archive.batch.rows.first.map { archive.batch.texts.string($0.type) } ?? ""
        case .item: "item"
        }
    }
}
