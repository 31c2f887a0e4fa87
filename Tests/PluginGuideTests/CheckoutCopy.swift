import Foundation

/// A copy of this checkout that a test may change and build; sources only, and no build of the caller's.
struct CheckoutCopy {
    /// The checkout from which this file was compiled.
    static let source = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where SwiftPM put the test bundle, and beside it the program.
    static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()

    let root: URL

    /// Makes a copy for `body` and removes it, with all that was built in it.
    static func with(_ body: (CheckoutCopy) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "hae-guide-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        for name in ["Package.swift", "Plugins", "Sources", "Tests"] {
            // Folders of a scratch package are links to those of a checkout.
            let original = source.appending(path: name).resolvingSymlinksInPath()
            try FileManager.default.copyItem(at: original, to: root.appending(path: name))
        }
        try body(CheckoutCopy(root: root))
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: root.appending(path: path))
    }

    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// Leaves of the package what a plugin's contract needs, so that it builds in a minute or two: the modules below
    /// the test kit, and one external package, as the caller's build has checked it out.
    func narrow(to plugin: String) throws {
        let kept = [
            "CSQLiteShim", "HealthEncoding", "HealthModel", "HealthPlugin", "HealthPluginTesting",
            "HealthStore", plugin, "\(plugin)Tests",
        ]
        let checkout = Self.products.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "checkouts/GRDB.swift")
        let manifest = try text("Package.swift")
        try write(
            manifest + """

                let kept: Set<String> = \(kept)
                package.targets.removeAll { !kept.contains($0.name) }
                package.products = []
                package.dependencies = [.package(path: "\(checkout.path)")]

                """, to: "Package.swift")
    }

    /// Runs lines of shell in the checkout, behind all other work of the machine: other tests wait for time limits.
    func shell(_ lines: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["nice", "-n", "19", "/bin/sh", "-eu", "-c", lines]
        process.currentDirectoryURL = root
        var environment = ProcessInfo.processInfo.environment
        environment["HAE_LONG"] = nil
        process.environment = environment
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
