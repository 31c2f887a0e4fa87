import Foundation

/// What `hae plugins new` and `check` look at of a checkout, as a copy that a test may spoil.
struct SmallCheckout {
    /// The checkout from which this file was compiled.
    static let source = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let registry = "Sources/HealthCommands/BuiltInProviders.swift"

    let root: URL

    /// Makes a copy for `body` and removes it.
    static func with(_ body: (SmallCheckout) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "hae-checkout-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(
            at: root.appending(path: "Sources/HealthCommands"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: root.appending(path: "Sources/HealthModel"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        for name in ["Package.swift", registry, "Plugins"] {
            try FileManager.default.copyItem(
                at: source.appending(path: name).resolvingSymlinksInPath(),
                to: root.appending(path: name))
        }
        try body(SmallCheckout(root: root))
    }

    /// Every file with its text, by path.
    func files() throws -> [String: String] {
        let paths = FileManager.default.enumerator(atPath: root.path)?.allObjects ?? []
        var files: [String: String] = [:]
        for case let path as String in paths {
            let file = root.appending(path: path)
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files[path] = try String(contentsOf: file, encoding: .utf8)
            }
        }
        return files
    }

    /// Changes a file's text.
    func edit(_ path: String, _ change: (inout String) -> Void) throws {
        let file = root.appending(path: path)
        var text = try String(contentsOf: file, encoding: .utf8)
        change(&text)
        try Data(text.utf8).write(to: file)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: root.appending(path: path))
    }

    /// Runs `hae plugins …` in the checkout's folder.
    func plugins(_ arguments: String...) throws -> Program.Result {
        try Program.run(["plugins"] + arguments, in: root.path)
    }
}
