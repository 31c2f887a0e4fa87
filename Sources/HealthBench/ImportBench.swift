import Crypto
import Foundation
import HealthDemo
import HealthModel

/// `hae bench import`: archives into a store, beside a bare expat parse of the same XML.
public struct ImportBench {
    private static let rounds = 3
    private static let residentMax = Double(120 << 20)
    private let bench: Bench

    public init(_ bench: Bench) {
        self.bench = bench
    }

    public func run() throws -> [BenchRow] {
        var options = SyntheticOptions()
        // As many days as the size asks for: the mixture of records, routes and recordings stays the same.
        options.dayCount = bench.count(1830)
        options.size = .records(bench.count(2_700_000))
        let first = try write(options, as: "first")
        let grown = try write(options.grown(), as: "grown")
        options.dayCount /= 10
        options.size = .records(bench.count(2_700_000) / 10)
        let small = try write(options, as: "small")
        var measured = Measured()
        let empty = try intoEmptyStore(first, &measured)
        let later = try grownArchive(first, grown, &measured)
        return [empty, later, try otherReader(first), try sameAgain(first, &measured)]
            + [try linear(small: small, large: first, &measured), resident(measured)]
    }

    private struct Archive {
        var path: String
        var xmlBytes: Double
        var fileBytes: Double
    }

    private struct Measured {
        var residentMax = 0
        /// Processor seconds of the imports into an empty store.
        var processorSeconds: [Double] = []
    }

    private func write(_ options: SyntheticOptions, as name: String) throws -> Archive {
        let path = bench.folder + "/\(name).zip"
        try bench.progress("archives", 0)
        let report = try SyntheticArchive(options).write(to: path)
        return Archive(
            path: path, xmlBytes: Double(report.xmlBytes), fileBytes: Double(report.fileBytes))
    }

    // MARK: - Rows

    private func intoEmptyStore(_ archive: Archive, _ measured: inout Measured) throws -> BenchRow {
        let what =
            "import of \(megabytes(archive.xmlBytes)) of XML into an empty store, beside bare expat"
        return try besideExpat("I1", what, archive, goal: .atLeast(3)) {
            try removeSpool()
            let run = try importing(archive, &measured)
            measured.processorSeconds.append(run.processorSeconds)
            return run.seconds
        }
    }

    private func grownArchive(
        _ first: Archive, _ grown: Archive, _ measured: inout Measured
    ) throws -> BenchRow {
        let what = "import of that archive grown by 1 %, all device pointers new, beside bare expat"
        return try besideExpat("I2", what, grown, goal: .atLeast(5)) {
            try removeSpool()
            _ = try importing(first, &measured)
            return try importing(grown, &measured).seconds
        }
    }

    private func besideExpat(
        _ id: String, _ what: String, _ archive: Archive, goal: BenchGoal,
        seconds: () throws -> Double
    ) throws -> BenchRow {
        guard try PythonBaseline.expat(archive: archive.path) != nil else {
            return .skipped(id, what, goal: goal, why: "install python3, which brings expat along")
        }
        let pairs = try PairedRuns(
            rounds: Self.rounds,
            baseline: { try PythonBaseline.expat(archive: archive.path) ?? .nan },
            figure: { try archive.xmlBytes / seconds() },
            onRound: { try bench.progress("import", Double($0) / Double(Self.rounds)) })
        return pairs.row(id, what, .bytesPerSecond, goal: goal)
    }

    private func otherReader(_ archive: Archive) throws -> BenchRow {
        let (what, goal) = ("the same import, beside healthkit-to-sqlite", BenchGoal.atLeast(30))
        guard let other = ChildProgram.find("healthkit-to-sqlite") else {
            return .skipped(
                "I3", what, goal: goal,
                why: "install healthkit-to-sqlite (PyPI) to measure it")
        }
        var measured = Measured()
        let pairs = try PairedRuns(
            rounds: 1,
            baseline: {
                let database = bench.folder + "/other.db"
                defer { try? FileManager.default.removeItem(atPath: database) }
                return try archive.xmlBytes
                    / MeasuredProgram.run(other, [archive.path, database]).seconds
            },
            figure: {
                try removeSpool()
                return try archive.xmlBytes / importing(archive, &measured).seconds
            }, onRound: { _ in try bench.progress("healthkit-to-sqlite", 1) })
        return pairs.row("I3", what, .bytesPerSecond, goal: goal)
    }

    private func sameAgain(_ archive: Archive, _ measured: inout Measured) throws -> BenchRow {
        let pairs = try PairedRuns(
            rounds: Self.rounds,
            baseline: {
                let time = try Bench.time { try digest(archive.path) }
                return archive.fileBytes / time
            },
            figure: { try archive.fileBytes / importing(archive, &measured).seconds },
            onRound: { try bench.progress("again", Double($0) / Double(Self.rounds)) })
        return pairs.row(
            "I4", "the identical file again, beside reading and digesting it", .bytesPerSecond,
            goal: .atLeast(0.5), note: "the start of the program is in it")
    }

    private func linear(
        small: Archive, large: Archive, _ measured: inout Measured
    ) throws -> BenchRow {
        try removeSpool()
        let few = try importing(small, &measured).processorSeconds / small.xmlBytes
        let many = PairedRuns.median(measured.processorSeconds) / large.xmlBytes
        return BenchRow(
            id: "I5", what: "processor time of 10 times the archive, a byte, beside one of it",
            figure: BenchFigure(many * 1e9, .seconds), baseline: BenchFigure(few * 1e9, .seconds),
            ratio: many / few, goal: .atMost(1.1), note: "seconds a gigabyte of XML")
    }

    private func resident(_ measured: Measured) -> BenchRow {
        BenchRow(
            id: "I6", what: "resident memory of the largest of these imports",
            figure: BenchFigure(Double(measured.residentMax), .bytes),
            goal: .atMost(Self.residentMax))
    }

    // MARK: - Parts

    private func digest(_ path: String) throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        var hash = SHA256()
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
        }
        _ = hash.finalize()
    }

    private var spool: String { bench.folder + "/spool" }

    private func importing(_ archive: Archive, _ measured: inout Measured) throws -> MeasuredProgram
    {
        let run = try MeasuredProgram.run(
            bench.program, ["import", "--quiet", "--spool", spool, archive.path])
        measured.residentMax = max(measured.residentMax, run.residentBytes)
        return run
    }

    private func removeSpool() throws {
        guard FileManager.default.fileExists(atPath: spool) else { return }
        try FileManager.default.removeItem(atPath: spool)
    }

    private func megabytes(_ bytes: Double) -> String { "\(Int(bytes / 1e6)) MB" }
}
