import Foundation
import HealthModel
import HealthOutbox
import Testing

/// `hae log --share`: what a stranger may see.
struct SharingTests {
    /// Everything in the archive, as it is not compressed.
    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    @Test func `nothing secret is in the diagnostics, wherever it stood before`() throws {
        let spool = try CommandSpool()
        let token = spool.folder + "/token"
        try "canary-in-a-file\n".write(toFile: token, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: token)
        try spool.enqueue(1) { _ in "{\"data\":{\"canary\":\"in-a-body\"}}" }
        let run = try #require(Identifier(CommandSpool.exampleRun))
        try spool.outbox.log(
            RunEvent(
                at: spool.now, level: .error,
                text: "health.example.org said canary-in-a-file to \(spool.folder)/spool"),
            in: run)
        let file = spool.folder + "/share.zip"
        let done = try spool.hae("log", "--share", "share.zip")
        #expect(
            done
                == Program.Result(
                    output: "",
                    errors: "Wrote share.zip. It holds no secret and no health value; look into it "
                        + "before you pass it on.\n", status: 0))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let text = try text(file)
        for canary in [
            "canary-in-a-file", "secret-of-the-hook", "written-out-here", "in-a-body",
            "health.example.org", spool.folder,
        ] {
            #expect(text.contains(canary) == false, "\(canary) came through")
        }
        for known in [
            "versions.json", "configuration.json", "status.json", "log.json", "outbox.json",
            "store.json", "files.json", "README.txt", #""url":"https://(masked)""#,
            #""headers":"(set)""#, #""metrics":"[step_count]""#, "(host) said (secret) to",
        ] {
            #expect(text.contains(known), "\(known) is missing")
        }
        let again = try spool.hae("log", "--share", "share.zip")
        #expect(again.status == 1)
        #expect(again.errors == "hae: \(file) is there already and was left alone.\n")
    }

    @Test func `the archive is one that others can open`() throws {
        let spool = try CommandSpool()
        let result = try spool.hae("log", "--share", "share.zip", "--json")
        #expect(result.output.hasPrefix(#"{"schema":"hae.log.share/1","file":"\#(spool.folder)"#))
        let test = Process()
        test.executableURL = URL(filePath: "/usr/bin/env")
        test.arguments = ["python3", "-m", "zipfile", "-t", spool.folder + "/share.zip"]
        let output = Pipe()
        (test.standardOutput, test.standardError) = (output, Pipe())
        do { try test.run() } catch { return print("skipped: there is no Python") }
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        test.waitUntilExit()
        if test.terminationStatus == 127 { return print("skipped: there is no Python") }
        #expect(String(decoding: said, as: UTF8.self).contains("Done testing"))
        #expect(test.terminationStatus == 0)
    }

    @Test func `diagnostics are made without a spool too`() throws {
        let spool = try CommandSpool()
        let result = try Program.run(
            [
                "log", "--share", "share.zip", "--config", spool.folder + "/hae.yaml", "--spool",
                spool.folder + "/none",
            ], in: spool.folder)
        #expect(result.status == 0)
        #expect(try text(spool.folder + "/share.zip").contains("outbox-error.txt"))
    }
}
