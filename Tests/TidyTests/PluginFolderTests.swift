import Foundation
import Testing

@Suite struct PluginFolderTests {
    private static let plugins = Checkout.folders(in: "Plugins")

    @Test func `the manifest lists exactly the plugin folders`() throws {
        let manifest = try Checkout.text("Package.swift")
        let list = try #require(manifest.firstMatch(of: /let plugins = \[([^\]]*)\]/)).1
        let names = list.split(separator: ",").map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"\n"))
        }.filter { !$0.isEmpty }
        #expect(names.sorted() == Self.plugins)
    }

    @Test func `the registry lists exactly the plugin folders`() throws {
        let imported = try Checkout.imports(of: "Sources/HealthCommands/BuiltInProviders.swift")
        #expect(imported.subtracting(["HealthPipeline"]).sorted() == Self.plugins)
    }

    @Test(arguments: plugins)
    func `a plugin has a README with its fixed headings`(plugin: String) throws {
        let text = try Checkout.text("Plugins/\(plugin)/README.md")
        let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map {
            $0.dropFirst(3)
        }
        #expect(headings == ["Purpose", "Reads", "Settings", "Records", "Examples"])
    }

    @Test func `the top level holds only what belongs there`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Checkout.root.path)
        let expected: Set = ["Package.swift", "Sources", "Tests", "Plugins", "spool", "README.md"]
        let ignored: Set = ["Package.resolved"]
        let surplus = names.filter {
            !$0.hasPrefix(".") && !expected.contains($0) && !ignored.contains($0)
        }
        #expect(surplus.isEmpty, "\(surplus)")
    }
}
