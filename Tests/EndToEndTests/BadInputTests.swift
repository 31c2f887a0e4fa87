import Foundation
import HealthDemo
import HealthTesting
import Testing

/// Input that stops an import: status 65, one sentence, and the store as it was.
@Suite struct BadInputTests {
    private let home: Household

    init() throws {
        home = try Household()
    }

    @Test func `bad input ends with 65 and a sentence, the store as before`() async throws {
        try home.write("export.xml", SmallExport().text)
        _ = try await home.document("import", home.path("export.xml"))
        let before = try await home.inventory()
        for name in try makeInputs() + ["no-such-file.zip"] {
            let result = try await home.hae("import", home.path(name))
            #expect(result.status == 65, "\(name): \(result.errors)")
            let lines = result.errors.split(separator: "\n")
            #expect(lines.count == 1, "\(name): \(result.errors)")
            #expect(lines.first?.contains(name) == true, "\(name): \(result.errors)")
            #expect(result.output == "", "\(name)")
            #expect(try await home.inventory() == before, "\(name)")
        }
    }

    @Test func `a first import that fails leaves nothing to send`() async throws {
        let text = SmallExport().text
        try home.write("cut.xml", String(text.prefix(text.count / 2)))
        #expect(try await home.hae("import", home.path("cut.xml")).status == 65)
        try await withReceiver { port, reported in
            try home.configure(port: port, [])
            #expect(try await home.hae("run").status == 0)
            #expect(reported.all.isEmpty)
        }
    }

    /// Writes one file for each kind of damage; returns their names.
    private func makeInputs() throws -> [String] {
        let text = SmallExport().text
        var options = SyntheticOptions()
        (options.dayCount, options.size) = (3, .records(2000))
        _ = try SyntheticArchive(options).write(to: home.path("good.zip"))
        let zip = try home.bytes("good.zip")
        let levels = String(repeating: "<Nested>", count: 10_000)
        let inputs: [(name: String, bytes: [UInt8])] = [
            ("no-zip.zip", Array("This is no archive.".utf8)),
            ("without-health-data.zip", [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)),
            ("cut.zip", Array(zip.prefix(zip.count / 2))),
            ("cut.xml", Array(text.utf8.prefix(text.utf8.count / 2))),
            ("broken-deflate.zip", Self.damaged(zip, at: 4000..<4100)),
            ("wrong-checksum.zip", try Self.withWrongChecksum(zip)),
            ("deep.xml", Array(text.replacing("</HealthData>", with: levels).utf8)),
        ]
        for input in inputs {
            try Data(input.bytes).write(to: home.folder.appending(path: input.name))
        }
        return inputs.map(\.name)
    }

    private static func damaged(_ bytes: [UInt8], at range: Range<Int>) -> [UInt8] {
        var bytes = bytes
        for index in range { bytes[index] = ~bytes[index] }
        return bytes
    }

    /// Changes the CRC of the first member where it stands in the central directory.
    private static func withWrongChecksum(_ zip: [UInt8]) throws -> [UInt8] {
        let entry = try #require(zip.firstRange(of: [0x50, 0x4B, 1, 2]))
        return damaged(zip, at: entry.lowerBound + 16..<entry.lowerBound + 20)
    }
}
