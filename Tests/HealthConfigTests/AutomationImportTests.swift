import Foundation
import HealthConfig
import Testing

/// Writing imported automations to a disk.
@Suite struct AutomationImportTests {
    private let link =
        "com.HealthExport://automation?name=New&url=https%3A%2F%2Fa.example&datatype=symptoms"
    private let reader = ConfigReader(vocabulary: vocabulary, environment: [:])
    private let manager = FileManager.default

    private func plan(_ inputs: [String], in folder: String) throws -> AutomationImport {
        let file = ConfigFile.findOrNew(
            named: "hae.yaml", environment: [:], workingDirectory: folder)
        return try AutomationImport(inputs.map { Array($0.utf8) }, into: file, reader: reader)
    }

    private func mode(_ path: String) throws -> Int? {
        try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `a link keeps being a link, and its target keeps its mode and comments`() throws {
        try withTemporaryFolder { folder in
            let target = folder + "/real.yaml"
            try "units: us # mine\n".write(toFile: target, atomically: true, encoding: .utf8)
            try setMode(0o640, of: target)
            try manager.createSymbolicLink(
                atPath: folder + "/hae.yaml", withDestinationPath: "real.yaml")
            let planned = try plan([link + "&headers=X-Key,abc"], in: folder)
            #expect(planned.isNew == false)
            #expect(try String(contentsOfFile: target, encoding: .utf8) == "units: us # mine\n")
            try planned.write()
            let text = try String(contentsOfFile: target, encoding: .utf8)
            #expect(text.hasPrefix("units: us # mine\n\nautomations:\n  - name: New\n"))
            #expect(try mode(target) == 0o640)
            #expect(
                try manager.destinationOfSymbolicLink(atPath: folder + "/hae.yaml") == "real.yaml")
            let secret = folder + "/secrets/new.x-key"
            #expect(try String(contentsOfFile: secret, encoding: .utf8) == "abc\n")
            #expect(try mode(secret) == 0o600)
            #expect(try mode(folder + "/secrets") == 0o700)
            #expect(
                try manager.contentsOfDirectory(atPath: folder).sorted() == [
                    "hae.yaml", "real.yaml", "secrets",
                ])
        }
    }

    @Test func `a secret never overwrites a file`() throws {
        try withTemporaryFolder { folder in
            try plan([link + "&headers=X-Key,one"], in: folder).write()
            #expect(try mode(folder + "/hae.yaml") == 0o600)
            let other = link.replacing("name=New", with: "name=new") + "&headers=X-Key,two"
            let planned = try plan([other], in: folder)
            #expect(planned.automations[0].secrets.map(\.path) == ["secrets/new.x-key-2"])
            try planned.write()
            let first = try String(
                contentsOfFile: folder + "/secrets/new.x-key", encoding: .utf8)
            #expect(first == "one\n")
        }
    }

    @Test func `a file that somebody else changed meanwhile is left alone, and no secret stays`()
        throws
    {
        try withTemporaryFolder { folder in
            let planned = try plan([link + "&headers=X-Key,abc"], in: folder)
            try "units: us\n".write(
                toFile: folder + "/hae.yaml", atomically: true, encoding: .utf8)
            let error = #expect(throws: ConfigError.self) { try planned.write() }
            #expect(
                error?.description
                    == "hae.yaml: the file was changed by somebody else meanwhile; try again")
            #expect(
                try String(contentsOfFile: folder + "/hae.yaml", encoding: .utf8) == "units: us\n")
            #expect(try manager.contentsOfDirectory(atPath: folder + "/secrets") == [])
        }
    }

    @Test func `several inputs become automations in their order`() throws {
        try withTemporaryFolder { folder in
            let json = #"[{"name":"One","urlString":"https://a","exportDataType":"symptoms"}]"#
            try plan([json, " \(link)\n"], in: folder).write()
            let config = try reader.read(named: "hae.yaml", workingDirectory: folder)
            #expect(config.automations.map(\.name) == ["One", "New"])
        }
    }
}
