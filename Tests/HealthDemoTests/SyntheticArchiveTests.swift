import Crypto
import HealthDemo
import HealthModel
import Testing

@Suite struct SyntheticArchiveTests {
    /// Some days around the change to summer time.
    static var options: SyntheticOptions {
        var options = SyntheticOptions()
        options.firstDay = CivilDate(dayNumber: 19_069)  // 2022-03-18
        options.dayCount = 16
        options.size = .density(300)
        return options
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(
        _ options: SyntheticOptions, _ name: String, as form: SyntheticArchive.Form = .xml,
        hasAnswers: Bool = false
    ) throws -> SyntheticReport {
        try SyntheticArchive(options).write(
            to: folder.file(name), as: form, hasAnswers: hasAnswers
        )
    }

    private static func total(_ records: Set<ArchiveReading.Record>) -> Double {
        records.reduce(0) { $0 + $1.number }
    }

    private func digest(_ name: String) throws -> String {
        let hash = SHA256.hash(data: try folder.bytes(name))
        return hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func `one seed gives the same bytes for ever, another gives others`() throws {
        var options = Self.options
        options.dayCount = 4
        let report = try write(options, "one.xml")
        _ = try write(options, "two.xml")
        options.seed += 1
        _ = try write(options, "other.xml")
        #expect(try digest("one.xml") == digest("two.xml"))
        #expect(try digest("one.xml") != digest("other.xml"))
        #expect(try folder.bytes("one.xml").count == report.xmlBytes)
        #expect(report.fileBytes == report.xmlBytes)
    }

    @Test func `the report counts what an independent reading finds`() throws {
        let report = try write(Self.options, "a.xml")
        let reading = try ArchiveReading(path: folder.file("a.xml"))
        #expect(reading.recordCount == report.records)
        #expect(report.types.values.reduce(0, +) == report.records)
        #expect(reading.records.count == report.records - report.exactCopies - report.nearCopies)
        #expect(reading.records.union(reading.nested).count == report.samples)
        #expect(reading.summaries.count == 16)
        #expect(report.exactCopies > 0)
        #expect(report.nearCopies > 0)
        #expect(report.workouts > 5)
        // A mean record has the size that real ones have.
        #expect((300...470).contains(report.xmlBytes / report.records))
    }

    @Test func `the answer sheet agrees with a recount`() throws {
        let report = try write(Self.options, "a.xml", hasAnswers: true)
        let reading = try ArchiveReading(path: folder.file("a.xml"))
        let byType = Dictionary(grouping: reading.records, by: \.type)
        let sheet = try #require(report.answers)
        #expect(sheet.rows.count > 400)
        #expect(sheet.zoneName == "Europe/Berlin")
        for row in sheet.rows {
            let records = byType[row.type] ?? []
            let day =
                SyntheticZone.berlin.midnight(of: row.day)
                .seconds..<SyntheticZone.berlin
                .midnight(of: row.day.advanced(byDays: 1)).seconds
            let inside = records.filter { day.contains($0.start) }
            #expect(row.count == inside.count, "\(row)")
            #expect(records.allSatisfy { $0.unit.hasPrefix(row.unit.prefix(4)) })
            if let sum = row.sum {
                #expect(Recount.agrees(sum, Recount.sum(records, over: day), to: 1e-9), "\(row)")
            } else {
                #expect(row.minimum == inside.map(\.number).min())
                #expect(row.maximum == inside.map(\.number).max())
            }
            guard let average = row.average else { continue }
            let plain = inside.reduce(0) { $0 + $1.number } / Double(inside.count)
            let isHeartRate = row.type == "HKQuantityTypeIdentifierHeartRate"
            let expected = isHeartRate ? Recount.averageByTime(records, over: day) : plain
            #expect(Recount.agrees(average, try #require(expected), to: 1e-9), "\(row)")
        }
    }

    @Test func `workout statistics and summaries agree with a recount to six digits`() throws {
        _ = try write(Self.options, "a.xml")
        let reading = try ArchiveReading(path: folder.file("a.xml"))
        let byType = Dictionary(grouping: reading.records, by: \.type)
        #expect(reading.statistics.count > 50)
        for element in reading.statistics {
            let records = byType[element.attributes["type"] ?? ""] ?? []
            let from = ArchiveReading.seconds(element.attributes["startDate"] ?? "")
            let to = ArchiveReading.seconds(element.attributes["endDate"] ?? "")
            if let sum = element.attributes["sum"].flatMap(Double.init) {
                #expect(Recount.agrees(sum, Recount.sum(records, over: from..<to), to: 1e-5))
            } else {
                let inside = records.filter { $0.start >= from && $0.start < to }.map(\.number)
                #expect(element.attributes["minimum"].flatMap(Double.init) == inside.min())
                #expect(element.attributes["maximum"].flatMap(Double.init) == inside.max())
            }
        }
        let energies = byType["HKQuantityTypeIdentifierActiveEnergyBurned"] ?? []
        let stood = (byType["HKCategoryTypeIdentifierAppleStandHour"] ?? []).filter {
            $0.value == "HKCategoryValueAppleStandHourStood"
        }
        for (index, summary) in reading.summaries.enumerated() {
            let date = Self.options.firstDay.advanced(byDays: index)
            let day =
                SyntheticZone.berlin.midnight(of: date)
                .seconds..<SyntheticZone.berlin
                .midnight(of: date.advanced(byDays: 1)).seconds
            let energy = try #require(summary.attributes["activeEnergyBurned"].flatMap(Double.init))
            #expect(Recount.agrees(energy, Recount.sum(energies, over: day), to: 1e-5))
            let hours = stood.count { day.contains($0.start) }
            #expect(summary.attributes["appleStandHours"] == "\(hours)")
        }
    }

    @Test func `a grown archive has all of the old one, new days, new pointers and a later date`()
        throws
    {
        _ = try write(Self.options, "old.xml")
        _ = try write(Self.options.grown(byPercent: 10), "new.xml")
        let old = try ArchiveReading(path: folder.file("old.xml"))
        let new = try ArchiveReading(path: folder.file("new.xml"))
        #expect(new.records.isSuperset(of: old.records))
        #expect(new.records.count > old.records.count * 105 / 100)
        #expect(ArchiveReading.seconds(new.exportDate) > ArchiveReading.seconds(old.exportDate))
        #expect(old.pointers.intersection(new.pointers).count < old.pointers.count / 100)
        #expect(old.pointers.count > 1000)
    }

    @Test func `deletions take a few samples away and add none`() throws {
        _ = try write(Self.options, "old.xml")
        _ = try write(Self.options.edited(.deletions), "new.xml")
        let old = try ArchiveReading(path: folder.file("old.xml")).records
        let new = try ArchiveReading(path: folder.file("new.xml")).records
        #expect(new.isStrictSubset(of: old))
        #expect(old.subtracting(new).count < 60)
    }

    @Test func `condensed runs have fewer heart rates over the same time`() throws {
        _ = try write(Self.options, "old.xml")
        _ = try write(Self.options.edited(.condensedRuns), "new.xml")
        let old = try ArchiveReading(path: folder.file("old.xml")).records
        let new = try ArchiveReading(path: folder.file("new.xml")).records
        let gone = old.subtracting(new)
        let come = new.subtracting(old)
        #expect(gone.allSatisfy { $0.type == "HKQuantityTypeIdentifierHeartRate" })
        #expect(!come.isEmpty)
        #expect(come.count * 5 < gone.count)
        #expect(come.contains { $0.end > $0.start })
    }

    @Test func `with kJ every energy is written anew and nothing else changes`() throws {
        _ = try write(Self.options, "old.xml")
        _ = try write(Self.options.edited(.kilojoules), "new.xml")
        let old = try ArchiveReading(path: folder.file("old.xml"))
        let new = try ArchiveReading(path: folder.file("new.xml"))
        let changed = new.records.subtracting(old.records)
        #expect(changed.allSatisfy { $0.unit == "kJ" })
        #expect(!new.records.contains { $0.type.hasSuffix("iveEnergyBurned") && $0.unit != "kJ" })
        // Sources overlap in both alike, so plain sums can be compared.
        let before = Self.total(old.records.filter { $0.type.hasSuffix("EnergyBurned") })
        let after = Self.total(changed)
        #expect(Recount.agrees(before * 4.184, after, to: 1e-5))
        #expect(new.summaries.allSatisfy { $0.attributes["activeEnergyBurnedUnit"] == "kJ" })
    }

    @Test(arguments: [0, 1])
    func `the wanted size is reached to a few percent`(which: Int) throws {
        var options = Self.options
        options.dayCount = 30
        options.size = which == 0 ? .records(15_000) : .bytes(6_000_000)
        let report = try write(options, "a.xml")
        let share =
            which == 0 ? Double(report.records) / 15_000 : Double(report.xmlBytes) / 6_000_000
        #expect((0.96...1.04).contains(share))
    }

    @Test func `too many records a day are refused in a sentence`() throws {
        var options = Self.options
        options.dayCount = 1
        options.size = .records(100_000)
        let error = #expect(throws: SyntheticError.self) { try SyntheticArchive(options) }
        #expect(
            error?.description
                == "A synthetic archive cannot hold 100000 records a day; "
                + "ask for more days or fewer records."
        )
        #expect(error?.exitStatus == .usage)
    }

    @Test func `a folder that is not there is named`() throws {
        let error = #expect(throws: SyntheticError.self) {
            try write(Self.options, "missing/a.xml")
        }
        #expect(error?.exitStatus == .io)
        #expect(error?.description.hasPrefix(folder.file("missing/a.xml")) == true)
    }
}
