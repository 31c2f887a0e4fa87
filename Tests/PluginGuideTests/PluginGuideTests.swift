import Foundation
import Testing

/// Follows `Plugins/README.md` to the letter.
@Suite struct PluginGuideTests {
    private static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
    private static let lists = ["Package.swift", "Sources/HealthCommands/BuiltInProviders.swift"]

    /// Builds the new plugin and its tests only; `swift run hae` is the program that was built with this test, which
    /// can write a plugin and does not know it.
    @Test(.enabled(if: !isLong), .timeLimit(.minutes(15)))
    func `the plugin of the guide keeps its contract, before and after the change`() throws {
        try CheckoutCopy.with { copy in
            let before = try Self.lists.map(copy.text)
            var tests = 0
            for block in try Guide().blocks {
                switch block.language {
                case "sh":
                    for lines in Self.steps(of: block.text) {
                        guard lines.hasPrefix("swift test") else {
                            try run(Self.withBuiltProgram(lines), in: copy)
                            continue
                        }
                        tests += 1
                        try test(lines, in: copy)
                    }
                case "diff": try apply(block.text, in: copy)
                default: break
                }
            }
            #expect(tests == 2)
            #expect(!copy.has("Plugins/Hydration"))
            #expect(try Self.lists.map(copy.text) == before)
        }
    }

    /// The same with the whole checkout, command by command; takes as long as a build of everything.
    @Test(.enabled(if: isLong), .timeLimit(.minutes(60)))
    func `every command of the guide does what it says`() throws {
        try CheckoutCopy.with { copy in
            let guide = try Guide()
            let before = try Self.lists.map(copy.text)
            for block in guide.blocks {
                switch block.language {
                case "sh": try run(block.text, in: copy)
                case "diff": try apply(block.text, in: copy)
                case "yaml": try check(block.text, guide, in: copy)
                default: break
                }
            }
            #expect(try Self.lists.map(copy.text) == before)
        }
    }

    /// The configuration of the guide is right, and with the option misspelled it gives the message of the guide.
    private func check(_ yaml: String, _ guide: Guide, in copy: CheckoutCopy) throws {
        try copy.write(yaml, to: "hae.yaml")
        let list = try copy.shell("swift run hae plugins list --config hae.yaml")
        #expect(list.status == 0 && list.output.contains("hydration"), "\(list.output)")
        try copy.write(yaml.replacing("include_source", with: "include_sorce"), to: "hae.yaml")
        let misspelled = try copy.shell("swift run hae plugins list --config hae.yaml")
        #expect(misspelled.status == 78)
        let message = try #require(guide.only("text"))
        #expect(misspelled.output.contains(message), "\(misspelled.output)")
        try FileManager.default.removeItem(at: copy.root.appending(path: "hae.yaml"))
    }

    private func run(_ lines: String, in copy: CheckoutCopy) throws {
        guard !lines.isEmpty else { return }
        let result = try copy.shell(lines)
        #expect(result.status == 0, "\(lines)\n\(result.output)")
    }

    private func apply(_ diff: String, in copy: CheckoutCopy) throws {
        try copy.write(diff, to: "change.diff")
        try run("git apply change.diff && rm change.diff", in: copy)
    }

    private func test(_ lines: String, in copy: CheckoutCopy) throws {
        let manifest = try copy.text("Package.swift")
        try copy.narrow(to: "Hydration")
        let result = try copy.shell(lines)
        #expect(result.status == 0, "\(result.output.suffix(4_000))")
        #expect(result.output.contains("Suite HydrationTests passed"), "no test ran")
        try copy.write(manifest, to: "Package.swift")
    }

    /// The lines of a block; one that changes the folder holds to the block's end.
    private static func steps(of block: String) -> [String] {
        guard !block.hasPrefix("cd ") else { return [block] }
        return block.split(separator: "\n").map(String.init)
    }

    /// The command with the program that SwiftPM put beside the test bundle; empty for what only a program that was
    /// built with the plugin can answer.
    private static func withBuiltProgram(_ line: String) -> String {
        guard line.hasPrefix("swift run hae ") else { return line }
        guard line.hasPrefix("swift run hae plugins new ") else { return "" }
        let program = CheckoutCopy.products.appending(path: "hae").path
        return "'\(program)' " + line.dropFirst("swift run hae ".count)
    }
}
