import Foundation
import Testing

@Suite struct PluginsNewTests {
    @Test func `a new plugin is a folder and its lines, and without them all is as before`() throws
    {
        try SmallCheckout.with { checkout in
            let before = try checkout.files()
            let result = try checkout.plugins("new", "Hydration")
            #expect(
                result
                    == Program.Result(
                        output: """
                            Wrote Plugins/Hydration and entered it in:
                              Package.swift
                              Sources/HealthCommands/BuiltInProviders.swift
                            It sends what it reads as data_type: hydration. Next:
                              swift test --filter HydrationTests
                              swift run hae plugins show hydration
                              Plugins/README.md says how to make it yours.

                            """, errors: "", status: 0))
            let after = try checkout.files()
            let manifest = try #require(after["Package.swift"])
            #expect(manifest.contains("    \"HeartRateNotifications\",\n    \"Hydration\",\n"))
            let registry = try #require(after[SmallCheckout.registry])
            #expect(registry.contains("import HeartRateNotifications\nimport Hydration\n"))
            #expect(registry.contains("        HydrationProvider(),\n    ])"))

            try checkout.remove("Plugins/Hydration")
            for list in ["Package.swift", SmallCheckout.registry] {
                try checkout.edit(list) { text in
                    text = text.split(separator: "\n", omittingEmptySubsequences: false)
                        .filter { !$0.contains("Hydration") }.joined(separator: "\n")
                }
            }
            #expect(try checkout.files() == before)
        }
    }

    @Test func `the folder has everything but a build`() throws {
        try SmallCheckout.with { checkout in
            _ = try checkout.plugins("new", "SkinWater")
            let check = try checkout.plugins("check", "SkinWater")
            #expect(check.status == 1)
            #expect(
                check.output == """
                    SkinWater: It is not in this program, so what it declares was not looked at. Build hae from this \
                    checkout, and check with that one.
                    1 finding.

                    """)
            let provider = try #require(
                checkout.files()["Plugins/SkinWater/Sources/SkinWaterProvider.swift"])
            for words in [
                #"id: "skin_water""#, #"title: "Skin Water""#, #"dataKey: "skinWater""#,
            ] {
                #expect(provider.contains(words))
            }
        }
    }

    @Test func `a second plugin finds its place between the others`() throws {
        try SmallCheckout.with { checkout in
            #expect(try checkout.plugins("new", "Water").status == 0)
            #expect(try checkout.plugins("new", "Air", "--reads", "vo2_max").status == 0)
            let manifest = try #require(checkout.files()["Package.swift"])
            #expect(manifest.contains("let plugins = [\n    \"Air\",\n    \"CycleTracking\",\n"))
        }
    }

    @Test(arguments: [
        "hydration", "Hydration2.0", "../Water", "H", "Wässer", "Some Water", "-",
        String(repeating: "Water", count: 9),
    ])
    func `what cannot be a module is no name`(name: String) throws {
        try SmallCheckout.with { checkout in
            let before = try checkout.files()
            let result = try checkout.plugins("new", "--", name)
            #expect(result.status == 64)
            #expect(
                result.errors
                    == "hae: \"\(name)\" cannot be the name of a plugin. Take 2 to 40 letters and digits that "
                    + "begin with a capital, such as Hydration or SkinTemperature.\n")
            #expect(try checkout.files() == before)
        }
    }

    @Test(arguments: ["HealthModel", "healthmodel", "Ecg", "Foundation", "Swift"])
    func `a name that a module has is taken`(name: String) throws {
        try SmallCheckout.with { checkout in
            let before = try checkout.files()
            #expect(try checkout.plugins("new", name.capitalized).status == 64)
            #expect(try checkout.plugins("new", name).status == 64)
            #expect(try checkout.files() == before)
        }
    }

    @Test func `a folder that is there is left alone`() throws {
        try SmallCheckout.with { checkout in
            let result = try checkout.plugins("new", "Symptoms")
            #expect(result.status == 1)
            #expect(
                result.errors
                    == "hae: Plugins/Symptoms is there already and was left alone. Take another name, or delete the "
                    + "folder and the lines that name it.\n")
        }
    }

    @Test func `outside of a checkout there is nothing to write into`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-nowhere-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for command in [["new", "Water"], ["check"]] {
            let result = try Program.run(["plugins"] + command, in: folder.path)
            #expect(result.status == 64)
            #expect(
                result.errors
                    == "hae: \(folder.path) is not in a checkout of hae: neither it nor a folder above it holds "
                    + "Package.swift with the list of plugins. Plugins are compiled in, so go into the sources, or "
                    + "name them with --checkout.\n")
        }
    }

    @Test func `lists in a form that nobody knows stop it before it writes`() throws {
        try SmallCheckout.with { checkout in
            try checkout.edit(SmallCheckout.registry) { text in
                text = text.replacing("ProviderRegistry([", with: "ProviderRegistry(of: [")
            }
            let before = try checkout.files()
            let result = try checkout.plugins("new", "Water")
            #expect(result.status == 1)
            #expect(
                result.errors.hasPrefix("hae: \(SmallCheckout.registry) has no list of plugins"))
            #expect(try checkout.files() == before)
        }
    }

    /// A limit on the size of files stands for a full disk: the manifest is the largest file that is written.
    @Test func `when a file cannot be written nothing stays behind`() throws {
        try SmallCheckout.with { checkout in
            let before = try checkout.files()
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments = [
                "-c", "trap '' XFSZ; ulimit -f 8; exec '\(Program.path)' plugins new Water",
            ]
            shell.currentDirectoryURL = checkout.root
            shell.standardError = FileHandle.nullDevice
            try shell.run()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 74)
            #expect(try checkout.files() == before)
        }
    }
}
