import HealthPlugin

extension ContractRun {
    /// Items that are made odd, each in a hundred ways; of more, some are enough.
    private static let itemsMax = 10

    mutating func checkExtremes() throws {
        let items = entries.filter(\.isItem).shuffled(using: &numbers).prefix(Self.itemsMax)
        try checkUnknownKeys(of: items)
        try checkMutations(of: items)
        try checkSamples()
    }

    /// An unknown key of an item that becomes a document comes out again, under some settings at least: one that stands
    /// for a bucket is sent only where buckets are as long.
    private mutating func checkUnknownKeys(of items: ArraySlice<FixtureEntry>) throws {
        guard let reader else { return }
        let value = JSONValue.object([.init(key: "list", value: .array([.bool(true), .null]))])
        var pieces: [Piece] = []
        var keys: [String] = []
        for (index, entry) in items.enumerated() {
            guard
                case .item(.object(let members), let context) = try entry.piece(
                    copy: index, days: Int64(index) * 7)
            else { continue }
            let key = "haeUnknownKey\(index)"
            let item = JSONValue.object(members + [.init(key: key, value: value)])
            guard let read = try? reader.read(item, in: context), !read.documents.isEmpty else {
                continue
            }
            pieces.append(.item(item, context))
            keys.append(key)
        }
        var run = self
        try TestStore.with { store in
            _ = run.add(pieces, to: store)
            var missing = Set(keys)
            for variation in run.allVariations where !missing.isEmpty {
                guard variation.formats.contains(.json),
                    let export = run.export(store, variation, .json)
                else { continue }
                for record in export.records {
                    let members = (try? JSONParser.parse(record.bytes))?.object ?? []
                    missing.subtract(members.filter { $0.value == value }.map(\.key))
                }
            }
            if !missing.isEmpty {
                run.note("JSON", "an unknown key of an item is not written again")
            }
        }
        self = run
    }

    /// Items of which one member is missing or odd are taken or refused, and cost nothing but themselves.
    private mutating func checkMutations(of items: ArraySlice<FixtureEntry>) throws {
        var pieces: [Piece] = []
        var day: Int64 = 0
        for entry in items {
            day += 1
            guard case .item(let item, let context) = try entry.piece(copy: 0, days: day) else {
                continue
            }
            pieces += ItemMutations.all(of: item).map { .item($0, context) }
            pieces.append(.item(item, context))
        }
        var run = self
        try TestStore.with { store in
            for error in run.add(pieces, to: store)
            where error.description.contains(ItemMutations.secret) {
                run.note("a refused item", "the reason names the value")
            }
            run.checkReadable(store, "odd items")
        }
        self = run
    }

    private mutating func checkSamples() throws {
        let maker = SampleMaker(provider.descriptor.reads, &numbers)
        var samples: [PayloadSample] = []
        for type in maker.types { samples += maker.extremes(of: type) }
        var run = self
        try TestStore.with { store in
            _ = run.add(samples.map { .sample($0) }, to: store)
            run.checkReadable(store, "extreme samples")
            let since = ExportRequest.Selection.since(generation: 0, start: SampleMaker.first)
            for variation in run.variations {
                for format in variation.formats {
                    _ = run.export(store, variation, format, since)
                }
            }
        }
        self = run
    }

    /// All settings export without an error, and what they write can be read.
    private mutating func checkReadable(_ store: TestStore, _ what: String) {
        for variation in variations {
            for format in variation.formats {
                let place = "\(variation.name(format)), \(what)"
                guard let export = export(store, variation, format) else { continue }
                for record in export.records {
                    do {
                        switch format {
                        case .json: _ = try JSONParser.parse(record.bytes)
                        case .csv:
                            var rows = CSVReader()
                            _ = try rows.row(record.bytes.span, isEnd: true)
                        }
                    } catch {
                        note(place, "a record cannot be read: \(error)")
                    }
                    if format == .csv, record.text.hasNumberThatIsNone {
                        note(place, "a cell holds NaN or an infinity")
                    }
                }
            }
        }
    }
}

extension String {
    fileprivate var hasNumberThatIsNone: Bool {
        split(whereSeparator: { $0 == "," || $0 == "\n" }).contains {
            ["nan", "-nan", "inf", "-inf", "infinity"].contains($0.lowercased())
        }
    }
}
