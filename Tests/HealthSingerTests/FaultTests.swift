import Foundation
import HealthEncoding
import HealthTesting
import Testing

/// A tap is a stranger: whatever it does, only its run fails, and what a STATE covered stays.
@Suite struct FaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// What the tap does after it told record 1 and the STATE 1, and record 2 without any.
        var script: String
        /// Begins the error, after the tap's name.
        var error: String
        var limit = "20s"
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "crashes", script: "echo 'it went wrong' >&2; exit 3",
            error: "It ended with code 3."),
        Case(
            name: "is killed", script: "echo 'it went wrong' >&2; kill -9 $$",
            error: "It was ended by signal 9."),
        Case(
            name: "hangs", script: "echo 'it went wrong' >&2; while :; do sleep 1; done",
            error: "It ran longer than its time_limit of 3 s and was ended.", limit: "3s"),
        Case(
            name: "hangs and ignores SIGTERM",
            script: "trap '' TERM; echo 'it went wrong' >&2; while :; do sleep 1; done",
            error: "It ran longer than its time_limit of 3 s and was ended.", limit: "3s"),
        Case(
            name: "prints rubbish", script: "echo 'it went wrong' >&2; echo 'Hello there'",
            error: "Line 5 of its output is not a Singer message (byte 0: expected \"{\")"),
        Case(
            name: "prints invalid JSON",
            script: "echo 'it went wrong' >&2; echo '{\"type\":\"RECORD\",}'",
            error: "Line 5 of its output is not a Singer message (byte 17: expected a value)"),
        Case(
            name: "prints bytes that are no text",
            script: "echo 'it went wrong' >&2; printf '{\"type\":\"X\\377\"}\\n'",
            error: "Line 5 of its output is not UTF-8 text."),
        Case(
            name: "sends RECORD before SCHEMA", script: "echo 'it went wrong' >&2; record b 9",
            error: "Line 5 of its output: RECORD of the stream \"b\" before its SCHEMA."),
        Case(
            name: "sends a record without its key",
            script:
                "echo 'it went wrong' >&2; echo '{\"type\":\"RECORD\",\"stream\":\"a\",\"record\":{\"n\":1}}'",
            error:
                "Line 5 of its output: RECORD of the stream \"a\" without its key property \"id\"."),
        Case(
            name: "sends a message without type", script: "echo 'it went wrong' >&2; echo '{}'",
            error: "Line 5 of its output: the message has no \"type\"."),
        Case(
            name: "sends batches in files",
            script: "echo 'it went wrong' >&2; echo '{\"type\":\"BATCH\",\"stream\":\"a\"}'",
            error: "Line 5 of its output: BATCH messages are not read"),
        Case(
            name: "ends half-way through a line",
            script: "echo 'it went wrong' >&2; printf '{\"type\":\"RECORD\",\"stream\":\"a\"'",
            error: "Its output ends within line 5, though it ended without an error."),
        Case(
            name: "never ends a line",
            script: "echo 'it went wrong' >&2; exec tr '\\0' 'x' < /dev/zero",
            error: "Line 5 of its output is longer than 16 MiB.", limit: "300s"),
        Case(
            name: "never says STATE again",
            script: """
                echo 'it went wrong' >&2
                line='{"type":"RECORD","stream":"a","record":{"id":7,"n":"0123456789012345678901234567890123456789"}}'
                while :; do for i in 1 2 3 4 5 6 7 8 9; do echo "$line"; done; done
                """,
            error: "It sent more than 1 MiB (quota.max_message) of records that have to wait",
            limit: "300s"),
        Case(
            name: "uses more memory than it may",
            script: """
                echo 'it went wrong' >&2
                exec python3 -c 'x = bytearray(3 << 30)'
                """,
            error: "It ended with code 1."),
    ]

    @Test(arguments: cases)
    func `whatever a tap does, its run fails and what a STATE covered stays`(
        fault: Case
    ) async throws {
        let home = try TapHome()
        try home.configure(
            tap: ["time_limit: \(fault.limit)"], automation: ["batch_requests: true"])
        let yaml = try home.text("hae.yaml")
        try home.write(
            "hae.yaml",
            yaml.replacingOccurrences(
                of: "min_free: 1MiB", with: "min_free: 1MiB, max_message: 1MiB"))
        try home.script(
            """
            if [ -z "$state" ]; then
              schema a; record a 1; state 1; record a 2
              \(fault.script)
            else
              schema a; record a 2; state 2; exit 0
            fi
            """)

        let run = try await home.run(ending: 1)
        let error = try #require(run["error"]?.string)
        #expect(error.hasPrefix("mine: " + fault.error), "\(error)")
        #expect(run["state"]?.string == "failed")
        #expect(run["records"]?.number == 1)
        let events = try await home.events()
        #expect(events.contains("error: \(error)"), "\(events)")
        #expect(events.contains("warning: mine: it went wrong"), "\(events)")

        // The next run goes on from the last state.
        #expect(try await home.run()["records"]?.number == 1)
        #expect(
            try await home.bodies() == [
                #"{"data":{"a":[{"id":1,"n":"x"}]}}"#, #"{"data":{"a":[{"id":2,"n":"x"}]}}"#,
            ])
        #expect(try home.names().contains { $0.hasPrefix("hae-tap-") } == false)
    }

    @Test func `beside a tap that fails the other automations run`() async throws {
        let home = try TapHome()
        try home.configure()
        try home.script("schema a; record a 1; state 1")
        try FileManager.default.copyItem(atPath: home.path("tap.sh"), toPath: home.path("sound.sh"))
        try home.script("kill -9 $$")
        let yaml = try home.text("hae.yaml")
        try home.write(
            "hae.yaml",
            yaml.replacing(
                "automations:", with: "  - { id: sound, tap: [./sound.sh] }\nautomations:")
                + "  - { name: other, url: \"http://127.0.0.1:9/health\", data_type: sound }\n")
        let result = try await home.hae("run", "--no-send", "--json")
        #expect(result.status == 1)
        let runs = try JSONParser.parse(Array(result.output.utf8))["runs"]?.array ?? []
        #expect(runs.map { $0["automation"]?.string } == ["test", "other"])
        #expect(runs.map { $0["state"]?.string } == ["failed", "queued"])
        #expect(try await home.bodies() == [#"{"data":{"a":[{"id":1,"n":"x"}]}}"#])
    }

    @Test func `a tap that closes its output and lives on is ended`() async throws {
        let home = try TapHome()
        try home.configure()
        try home.script("schema a; record a 1; state 1; exec >&-; sleep 100")
        let run = try await home.run(ending: 1)
        #expect(
            run["error"]?.string
                == "mine: It closed its output and went on running for 10 s; it was ended.")
        #expect(run["records"]?.number == 1)
    }

    @Test func `processes that a tap leaves behind are ended, and its run counts`() async throws {
        let home = try TapHome()
        try home.configure()
        try home.script(
            """
            for i in 1 2 3; do sleep 1000 & echo $! >> pids; done
            schema a; record a 1; state 1; exit 0
            """)
        let run = try await home.run()
        #expect(run["records"]?.number == 1)
        // One for each of them.
        #expect(run["warnings"]?.number == 3)
        for pid in try home.text("pids").split(separator: "\n") {
            let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
            // Whoever inherited it may not have waited for it yet.
            #expect(status.map { $0.contains(") Z") } ?? true)
        }
    }

    @Test func `a tap that is not there is said so, by run and by check`() async throws {
        let home = try TapHome()
        try home.configure(command: "[tap-of-nobody]")
        let run = try await home.run(ending: 1)
        #expect(
            run["error"]?.string?.hasPrefix("mine: \"tap-of-nobody\" is not on the PATH") == true)
        let check = try await home.hae("check")
        #expect(check.output.contains("bad     plugin mine: \"tap-of-nobody\" is not on the PATH"))
    }
}
