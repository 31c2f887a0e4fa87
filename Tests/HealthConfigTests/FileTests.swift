import Foundation
import HealthConfig
import HealthModel
import Testing

/// Which file is read.
@Suite struct FileTests {
    private let reader = ConfigReader(vocabulary: vocabulary, environment: [:])

    private func printed(_ body: () throws -> HaeConfig) -> String {
        do { return "\(try body().file ?? "no file")" } catch { return "\(error)" }
    }

    @Test func `an option wins over the variable, that over the working folder, that over home`()
        throws
    {
        try withTemporaryFolder { folder in
            let work = folder + "/work"
            let home = folder + "/home"
            for path in [work, home + "/.config/hae"] {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true)
            }
            func find(_ option: String?, _ variable: String?) -> ConfigFile? {
                ConfigFile.find(
                    named: option,
                    environment: ["HOME": home].merging(variable.map { ["HAE_CONFIG": $0] } ?? [:])
                    { $1 },
                    workingDirectory: work)
            }
            #expect(find(nil, nil) == nil)
            #expect(find(nil, "") == nil)
            try Data().write(to: URL(filePath: home + "/.config/hae/hae.yaml"))
            #expect(find(nil, nil)?.path == home + "/.config/hae/hae.yaml")
            try Data().write(to: URL(filePath: work + "/hae.yaml"))
            #expect(find(nil, nil)?.path == work + "/hae.yaml")
            #expect(find(nil, nil)?.name == "hae.yaml")
            #expect(find(nil, "../x.yaml")?.path == folder + "/x.yaml")
            #expect(find("~/y.yaml", "x.yaml")?.path == home + "/y.yaml")
            #expect(find("~/y.yaml", "x.yaml")?.directory == home)
        }
    }

    @Test func `paths start at the folder of the file`() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder + "/etc", withIntermediateDirectories: true)
            try Data("spool: ../state\n".utf8).write(to: URL(filePath: folder + "/etc/my.yaml"))
            let config = try reader.read(named: "etc/my.yaml", workingDirectory: folder)
            #expect(config.file == "etc/my.yaml" && config.spool == folder + "/state")
            #expect(
                try reader.read(named: nil, workingDirectory: folder).spool == folder + "/spool")
        }
    }

    @Test func `a named file must exist and be a file`() throws {
        try withTemporaryFolder { folder in
            #expect(
                printed { try reader.read(named: "my.yaml", workingDirectory: folder) }
                    == "my.yaml: there is no such file; hae init writes one")
            #expect(
                printed { try reader.read(named: "..", workingDirectory: folder) }
                    == "..: this is a folder; name the file in it, such as ../hae.yaml")
            let error = #expect(throws: ConfigError.self) {
                try reader.read(named: "my.yaml", workingDirectory: folder)
            }
            #expect(error?.exitStatus == .configuration)
        }
    }
}
