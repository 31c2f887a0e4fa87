import Foundation
import Testing

/// `hae automations list`, `show` and `import`, as a person types them.
struct AutomationsTests {
    private let link =
        "com.HealthExport://automation?name=Rides&url=https%3A%2F%2Fa.example&datatype=workouts"
        + "&headers=X-Api-Key,hush-hush&syncinterval=days&syncquantity=1&colour=red"

    @Test func `list says what is sent, and when`() throws {
        let spool = try CommandSpool()
        #expect(
            try spool.hae("automations", "list").output == """
                AUTOMATION      ENABLED  WHAT                               RANGE            CADENCE  NEXT RUN
                My Backend API  yes      health_metrics, 1 metric, json v2  since_last_sync  by hand  -

                """)
        #expect(
            try spool.hae("automations", "list", "--json").output.hasPrefix(
                """
                {"schema":"hae.automations/1","automations":[{"name":"My Backend API",\
                "id":"63C89245-980E-5515-8F96-49BC63FE9DE6","enabled":true,"data_type":"health_metrics",\
                "format":"json","version":2,"date_range":"since_last_sync","every":null,"at":null,\
                "lane":"My Backend API","next_run":null}]}
                """))
    }

    @Test func `show resolves everything but secrets`() throws {
        let spool = try CommandSpool()
        let lines = try spool.hae("automations", "show", "my backend api").errors
        #expect(
            lines == """
                hae: There is no automation "my backend api". The configuration has "My Backend API".

                """)
        let text = try spool.hae("automations", "show", CommandSpool.automation.lowercased()).output
        for line in [
            "- name: My Backend API", "  id: 63C89245-980E-5515-8F96-49BC63FE9DE6",
            "  url: \"https://health.example.org/hook?token=${env:HOOK_TOKEN}\"",
            "  headers: { Authorization: \"Bearer ${file:token}\", X-Team-Key: \"(secret)\" }",
            "  timeout: 1m", "  batch_max_bytes: 5MiB",
        ] {
            #expect(text.contains(line + "\n"), "\(text)")
        }
        #expect(text.contains("timezone: null") == false)
        #expect(text.contains("written-out-here") == false)
        let json = try spool.hae("automations", "show", "--json").output
        #expect(
            json.hasPrefix(
                """
                {"schema":"hae.automations.show/1","automations":[{"name":"My Backend API","settings":\
                {"name":"My Backend API","id":"63C89245-980E-5515-8F96-49BC63FE9DE6","enabled":"true",
                """))
        #expect(json.contains("written-out-here") == false)
    }

    @Test func `import appends, says what has no equal, and never shows a secret`() throws {
        let spool = try CommandSpool()
        let file = spool.folder + "/hae.yaml"
        let before = try String(contentsOfFile: file, encoding: .utf8)
        let dry = try Program.run(
            ["automations", "import", "-", "--dry-run"] + spool.place, in: spool.folder, input: link
        )
        let entry = """
            - name: Rides
              url: https://a.example
              headers: { X-Api-Key: "${file:secrets/rides.x-api-key}" }
              data_type: workouts
              format: json
              version: 2
              date_range: default
              every: 1 day

            """
        let notes = """
            "colour" has no equal and is left out
            the value of header "X-Api-Key" is a secret: ${file:secrets/rides.x-api-key} stands for it

            """
        #expect(
            dry.errors == "\"Rides\" would be appended to \(file)\n"
                + notes.split(separator: "\n").map { "  \($0)\n" }.joined())
        #expect(dry.output == entry)
        #expect(dry.status == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
        #expect(FileManager.default.fileExists(atPath: spool.folder + "/secrets") == false)

        let done = try spool.hae("automations", "import", link, "--json")
        #expect(done.errors == "")
        #expect(done.output.hasPrefix(#"{"schema":"hae.automations.import/1","dry_run":false,"#))
        #expect(done.output.contains("hush-hush") == false)
        let after = try String(contentsOfFile: file, encoding: .utf8)
        #expect(
            after == before
                + entry.split(separator: "\n").map { "  \($0)\n" }.joined())
        #expect(
            try String(contentsOfFile: spool.folder + "/secrets/rides.x-api-key", encoding: .utf8)
                == "hush-hush\n")
        #expect(try spool.hae("automations", "list").output.contains("every 1 day"))

        let again = try spool.hae("automations", "import", link)
        #expect(again.status == 78)
        #expect(again.errors.contains("\"name\" in automation \"Rides\" is the same as"))
        #expect(again.errors.contains("hush") == false)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == after)
    }

    @Test func `what is not of the app changes nothing`() throws {
        let spool = try CommandSpool()
        let missing = try spool.hae("automations", "import", "nothing.json")
        #expect(missing.status == 65)
        #expect(missing.errors.hasPrefix("hae: nothing.json cannot be read; give a file with"))
        let other = try spool.hae("automations", "import", "com.HealthExport://open?x=1")
        #expect(other.status == 65)
        #expect(
            other.errors
                == "hae: a deep link of the app begins with com.HealthExport://automation?\n")
        #expect(try spool.hae("automations", "import").status == 64)
    }
}
