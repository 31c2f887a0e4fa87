import Testing

@Suite struct ModuleGraphTests {
    /// What each of our modules may import of our own; the design's graph.
    static let allowed: [String: Set<String>] = [
        "HealthModel": [],
        "HealthXML": [],
        "HealthEncoding": ["HealthModel"],
        "HealthPlugin": ["HealthModel", "HealthEncoding"],
        "HealthSource": [
            "HealthModel", "HealthEncoding", "HealthPlugin", "HealthXML", "CISAL", "CZlib",
        ],
        "HealthStore": ["HealthModel", "HealthEncoding", "HealthPlugin", "CSQLiteShim"],
        "HealthOutbox": ["HealthModel", "CISAL", "CSQLiteShim"],
        "HealthSender": ["HealthModel", "HealthEncoding", "CCurl"],
        "HealthSinger": ["HealthModel", "HealthEncoding", "HealthPlugin"],
        "HealthConfig": ["HealthModel", "HealthEncoding", "HealthPlugin"],
        "HealthDemo": ["HealthModel", "CZlib"],
    ]

    @Test(arguments: allowed.keys.sorted())
    func `a module imports only what lies below it`(module: String) throws {
        let ours = Set(Checkout.folders(in: "Sources")).union(Checkout.folders(in: "Plugins"))
        for file in Checkout.swiftFiles(in: "Sources/\(module)") {
            let imported = try Checkout.imports(of: file).intersection(ours)
            let surplus = imported.subtracting(Self.allowed[module] ?? [])
            #expect(surplus.isEmpty, "\(file) imports \(surplus.sorted())")
        }
    }

    @Test(arguments: ["HealthModel", "HealthXML", "HealthEncoding"])
    func `a leaf does without Foundation`(module: String) throws {
        for file in Checkout.swiftFiles(in: "Sources/\(module)") {
            let imported = try Checkout.imports(of: file)
            #expect(imported.isDisjoint(with: ["Foundation", "FoundationEssentials"]), "\(file)")
        }
    }

    @Test func `a plugin imports HealthPlugin and nothing else`() throws {
        for plugin in Checkout.folders(in: "Plugins") {
            for file in Checkout.swiftFiles(in: "Plugins/\(plugin)/Sources") {
                let imported = try Checkout.imports(of: file)
                // Synchronization is the standard library's.
                #expect(
                    imported.isSubset(of: ["HealthPlugin", "Synchronization"]),
                    "\(file) imports \(imported.sorted())")
            }
        }
    }
}
