import Foundation
import HealthEncoding
import HealthTesting
import Testing

/// A tap as a data type: discovery, state, bodies.
@Suite struct TapRunTests {
    private let home: TapHome

    init() throws {
        home = try TapHome()
    }

    @Test func `streams that alternate lie together in one body, records as the tap wrote them`()
        async throws
    {
        try home.configure()
        try home.script(
            """
            schema a; schema b; record a 1; record b 2
            echo '{"type":"RECORD","stream":"a","record":{"id": 12345678901234567890, "n": [1.50,null]}}'
            state 1
            """)
        let run = try await home.run()
        #expect(run["records"]?.number == 3)
        #expect(run["requests"]?.number == 1)
        #expect(
            try await home.bodies() == [
                #"{"data":{"a":[{"id":1,"n":"x"},{"id": 12345678901234567890, "n": [1.50,null]}],"b":[{"id":2,"n":"x"}]}}"#
            ])
        let request = try #require(try await home.requests().first)
        #expect(request.contains("hae-data-type: mine\r\n"))
        #expect(request.contains("hae-batch: 1/1\r\n"))
        #expect(request.contains("automation-period: Since Last Sync\r\n"))
    }

    @Test func `a run with nothing new keeps the state and sends nothing`() async throws {
        try home.configure()
        try home.script(
            """
            schema a
            if [ -z "$state" ]; then state 5; else cat "$state" > seen; state 6; fi
            """)
        #expect(try await home.run()["state"]?.string == "empty")
        #expect(try await home.run()["state"]?.string == "empty")
        #expect(try home.text("seen") == #"{"at":5}"#)
        #expect(try await home.run()["state"]?.string == "empty")
        #expect(try home.text("seen") == #"{"at":6}"#)
        #expect(try await home.bodies() == [])
    }

    @Test func `batches are cut at their limit and enqueued with the state behind them`()
        async throws
    {
        try home.configure(automation: ["batch_requests: true", "batch_max_records: 2"])
        try home.script(
            """
            schema a
            for i in 1 2 3; do record a $i; done; state 3
            for i in 4 5 6 7; do record a $i; done; state 7
            record a 8; exit 1
            """)
        let run = try await home.run(ending: 1)
        #expect(run["records"]?.number == 7)
        let requests = try await home.requests()
        let batches = requests.map { request in
            request.split(separator: "\r\n").first { $0.hasPrefix("hae-batch: ") } ?? ""
        }
        // None says that it is the last, as the run did not come to its end.
        #expect(batches == ["hae-batch: 1", "hae-batch: 2", "hae-batch: 3", "hae-batch: 4"])
        #expect(
            try await home.bodies().map { $0.components(separatedBy: "\"id\"").count - 1 }
                == [2, 1, 2, 2])
    }

    @Test func `a list of streams selects in the catalogue, and others are left out`() async throws
    {
        try home.configure(tap: ["streams: [b]"])
        try home.script(
            #"cp "$catalog" seen; schema a; schema b; record a 1; record b 2; state 1"#)
        let run = try await home.run()
        #expect(run["records"]?.number == 1)
        #expect(try await home.bodies() == [#"{"data":{"b":[{"id":2,"n":"x"}]}}"#])
        let streams = try JSONParser.parse(Array(home.text("seen").utf8))["streams"]?.array ?? []
        #expect(streams.map { $0["selected"]?.bool } == [false, true])

        try home.configure(tap: ["streams: [b, c]"])
        let failed = try await home.run(ending: 1)
        #expect(failed["error"]?.string == "mine: It has no stream \"c\"; it has a, b.")
    }

    @Test func `CSV is one request a stream, with the columns of its schema`() async throws {
        try home.configure(automation: ["format: csv"])
        try home.script(
            """
            schema a; schema b; record b 1; record a 2
            echo '{"type":"RECORD","stream":"a","record":{"n":{"x":[1.0]},"id":3,"more":1}}'
            state 1
            """)
        let run = try await home.run()
        #expect(run["requests"]?.number == 2)
        #expect(run["warnings"]?.number == 1)
        let bodies = try await home.bodies()
        try #require(bodies.count == 2)
        #expect(bodies[0].contains(#"form-data; name="a"; filename="a-"#))
        #expect(bodies[0].contains("\r\n\r\nid,n\n2,x\n3,\"{\"\"x\"\":[1.0]}\"\n\r\n--Boundary-"))
        #expect(bodies[1].contains(#"form-data; name="b"; filename="b-"#))
        #expect(bodies[1].contains("\r\n\r\nid,n\n1,x\n\r\n--Boundary-"))
    }

    @Test func `a run with dates asks by start_date, and leaves the state alone`() async throws {
        try home.configure(tap: ["config: { start_date: \"2020-01-01T00:00:00Z\" }"])
        try home.script(#"cp "$config" seen; echo "$state" > state; schema a; record a 1; state 9"#)
        let run = try await home.run(ending: 0, "--from", "2026-03-01", "--to", "2026-03-02")
        #expect(run["records"]?.number == 1)
        #expect(try home.text("seen") == #"{"start_date":"2026-02-28T23:00:00Z"}"#)
        #expect(try home.text("state") == "\n")
        _ = try await home.run()
        #expect(try home.text("seen") == #"{"start_date":"2020-01-01T00:00:00Z"}"#)
        #expect(try home.text("state") == "\n")
    }

    @Test func `a dry run counts and changes nothing`() async throws {
        try home.configure()
        try home.script("schema a; record a 1; record a 2; state 2")
        let result = try await home.hae("run", "test", "--dry-run", "--json")
        let document = try JSONParser.parse(Array(result.output.utf8))
        #expect(document["runs"]?.array?.first?["records"]?.number == 2)
        #expect(document["runs"]?.array?.first?["state"]?.string == "planned")
        #expect(FileManager.default.fileExists(atPath: home.path("spool")) == false)
    }

    @Test func `secrets stay in a private file, and out of the log, the arguments and the outbox`()
        async throws
    {
        try home.configure(tap: [
            "config: { token: \"${env:TAP_TOKEN}\", note: plain }", "env: [SHOWN]",
        ])
        try home.script(
            """
            cp "$config" seen
            stat -c '%a' "$config" "$(dirname "$config")" > modes
            dirname "$config" > where
            env > environment
            tr '\\0' ' ' < /proc/$$/cmdline > arguments
            ls /proc/$$/fd > descriptors
            echo "my token is s3cret/value and $(sed 's/.*token":"//; s/".*//' "$config")" >&2
            schema a; record a 1; state 1
            """)
        let result = try await Program.run(
            Program.hae, ["run", "test", "--no-send"], in: home.folder,
            environment: ["TAP_TOKEN": "s3cret/value", "SHOWN": "yes", "HIDDEN": "no"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try home.text("seen") == #"{"token":"s3cret/value","note":"plain"}"#)
        #expect(try home.text("modes") == "600\n700\n")
        #expect(try home.text("where").contains("/spool/") == false)
        let environment = try home.text("environment")
        #expect(environment.contains("SHOWN=yes\n"))
        #expect(environment.contains("HIDDEN") == false)
        #expect(environment.contains("TAP_TOKEN") == false)
        #expect(environment.contains("HOME=") == false)
        #expect(try home.text("arguments").contains("s3cret") == false)
        // Standard input, output and error, and what the shell itself opened.
        #expect(try home.text("descriptors").split(separator: "\n").count <= 5)
        let events = try await home.events()
        #expect(events.contains("info: mine: my token is [secret] and [secret]"), "\(events)")
        for name in try FileManager.default.subpathsOfDirectory(atPath: home.path("spool")) {
            let bytes = FileManager.default.contents(atPath: home.path("spool/" + name)) ?? Data()
            #expect(bytes.range(of: Data("s3cret".utf8)) == nil, "\(name)")
        }
        #expect(try home.names().contains { $0.hasPrefix("hae-tap-") } == false)
    }

    @Test func `what a dead program left is swept before the next tap runs`() async throws {
        try home.configure()
        try home.script("schema a; state 1")
        let folder = home.folder.appending(path: "hae-tap-abcdef")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["lock", "config.json", "state.json"] {
            try Data("{}".utf8).write(to: folder.appending(path: name))
        }
        _ = try await home.run()
        #expect(try home.names().contains("hae-tap-abcdef") == false)
    }

    @Test func `a run that was killed goes on from the last state, and its tap is ended`()
        async throws
    {
        try home.configure(automation: ["batch_requests: true", "batch_max_records: 1"])
        try home.script(
            """
            schema a
            if [ -z "$state" ]; then
              echo $$ > pid
              record a 1; state 1; record a 2; state 2; record a 3; sleep 1000
            else
              record a 3; state 3
            fi
            """)
        let hae = Program.hae.path
        let killed = try await Program.run(
            URL(filePath: "/bin/sh"),
            [
                "-c",
                """
                alive() { [ -e /proc/$pid/stat ] && ! grep -q ') Z' /proc/$pid/stat; }
                '\(hae)' run test --no-send & pid=$!
                until [ "$('\(hae)' outbox list --json | grep -o '"part"' | wc -l)" -ge 2 ]
                do alive || exit 1; done
                kill -9 $pid
                while alive; do :; done
                """,
            ], in: home.folder)
        #expect(killed.status == 0, "\(killed.errors)")
        let tap = try home.text("pid").trimmingCharacters(in: .newlines)
        #expect(FileManager.default.fileExists(atPath: "/proc/\(tap)"))
        #expect(try home.names().contains { $0.hasPrefix("hae-tap-") })

        // The one that was interrupted is finished first; then there is nothing more.
        let result = try await home.hae("run", "test", "--no-send", "--json")
        #expect(result.status == 0, "\(result.errors)")
        let document = try JSONParser.parse(Array(result.output.utf8))
        #expect(document["runs"]?.array?.count == 2)
        let bodies = try await home.bodies()
        #expect(bodies.prefix(3) == (1...3).map { #"{"data":{"a":[{"id":\#($0),"n":"x"}]}}"# }[...])
        #expect(try home.names().contains { $0.hasPrefix("hae-tap-") } == false)
        let status = try? String(contentsOfFile: "/proc/\(tap)/stat", encoding: .utf8)
        // Whoever inherited it may not have waited for it yet.
        #expect(status.map { $0.contains(") Z") } ?? true)
    }

    @Test func `a tap from before discovery runs without a catalogue`() async throws {
        try home.write(
            "tap.sh",
            """
            #!/bin/sh
            case "$*" in *--discover*) echo 'unrecognized arguments: --discover' >&2; exit 2;; esac
            case "$*" in *--catalog*) exit 4;; esac
            echo '{"type":"schema","stream":"a","key_properties":[],"schema":{}}'
            echo '{"type":"record","stream":"a","record":{"id":1}}'
            """)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: home.path("tap.sh"))
        try home.configure()
        let run = try await home.run()
        #expect(run["records"]?.number == 1)
        #expect(run["warnings"]?.number == 1)
    }

    @Test func `configured taps are data types that the program lists`() async throws {
        try home.configure(tap: ["streams: [b]"])
        let result = try await home.hae("plugins", "list", "--json")
        let document = try JSONParser.parse(Array(result.output.utf8))
        let tap = document["plugins"]?.array?.last
        #expect(tap?["id"]?.string == "mine")
        #expect(tap?["kind"]?.string == "tap")
        #expect(tap?["summary"]?.string == "What the Singer tap ./tap.sh gives; streams b")
        #expect(try await home.hae("plugins", "show", "mine").status == 0)
    }
}
