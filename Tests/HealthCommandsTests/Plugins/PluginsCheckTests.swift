import Foundation
import Testing

@Suite struct PluginsCheckTests {
    @Test func `the plugins of this checkout have no findings`() throws {
        try SmallCheckout.with { checkout in
            let count = try FileManager.default.contentsOfDirectory(
                atPath: checkout.root.appending(path: "Plugins").path
            ).filter { !$0.contains(".") }.count
            let result = try checkout.plugins("check")
            #expect(result.output == "\(count) plugins, nothing to say.\n")
            #expect(result.status == 0)
        }
    }

    @Test func `each thing that is missing in a folder is a finding`() throws {
        try SmallCheckout.with { checkout in
            try checkout.edit("Plugins/Symptoms/README.md") { text in
                text = text.replacing("## Reads", with: "## Input")
                    .replacing("`data_type: symptoms`", with: "None")
            }
            try checkout.edit("Plugins/Symptoms/Sources/Symptom.swift") { text in
                text = "import Foundation\n" + text
            }
            try checkout.remove("Plugins/Symptoms/Tests/Fixtures/values/settings.json")
            try checkout.edit("Plugins/Symptoms/Tests/SymptomsTests.swift") { text in
                text = text.replacing("PluginContract", with: "Nothing")
            }
            let result = try checkout.plugins("check", "Symptoms")
            #expect(result.status == 1)
            #expect(
                result.output == """
                    Symptoms: Plugins/Symptoms/README.md: Its headings are not Purpose, Reads, Settings, Records, \
                    Examples, in this order.
                    Symptoms: Plugins/Symptoms/Sources/Symptom.swift: It imports Foundation. A plugin imports \
                    HealthPlugin and nothing else.
                    Symptoms: Plugins/Symptoms/Tests/SymptomsTests.swift: No test calls PluginContract.findings(of:in:). \
                    Add the one that Plugins/README.md shows.
                    Symptoms: Plugins/Symptoms/Tests/Fixtures/values: There is no settings.json. It holds at least the \
                    zone.
                    Symptoms: Plugins/Symptoms/README.md: The heading Settings does not say `data_type: symptoms`.
                    5 findings.

                    """)
        }
    }

    @Test func `lists and folders that differ are findings`() throws {
        try SmallCheckout.with { checkout in
            try checkout.edit("Package.swift") { $0 = $0.replacing("    \"ECG\",\n", with: "") }
            try checkout.remove("Plugins/Workouts")
            let result = try checkout.plugins("check", "--json")
            #expect(result.status == 1)
            for finding in [
                #""plugin":"ECG","code":"lists","file":"Package.swift","problem":"The list does not name it. Add the "#
                    + #"line: \"ECG\",""#,
                #""plugin":"Workouts","code":"lists","file":"Package.swift","problem":"The list names it, and there is "#
                    + #"no folder Plugins/Workouts. Take the line out.""#,
            ] {
                #expect(result.output.contains(finding), "\(result.output)")
            }
            #expect(result.output.hasPrefix(#"{"schema":"hae.plugins.check/1","plugins":["#))
        }
    }

    @Test func `an option that the README does not tell of is a finding`() throws {
        try SmallCheckout.with { checkout in
            try checkout.edit("Plugins/Workouts/README.md") { text in
                text = text.replacing("`include_route`", with: "the route")
            }
            let result = try checkout.plugins("check", "Workouts")
            #expect(
                result.output == """
                    Workouts: Plugins/Workouts/README.md: The heading Settings does not tell of `include_route`. Add a \
                    line for it.
                    1 finding.

                    """)
        }
    }

    @Test func `a plugin that does not exist is a mistake of usage`() throws {
        try SmallCheckout.with { checkout in
            let result = try checkout.plugins("check", "Symptom")
            #expect(result.status == 64)
            #expect(result.errors.hasPrefix("hae: There is no plugin \"Symptom\" in "))
        }
    }
}
