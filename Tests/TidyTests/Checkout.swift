import Foundation

/// The files of this checkout, found from where this file was compiled.
enum Checkout {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Names of the folders directly below a folder, sorted; empty when it does not exist.
    static func folders(in path: String) -> [String] {
        let folder = root.appending(path: path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { name in
            let values = try? folder.appending(path: name).resourceValues(forKeys: [.isDirectoryKey]
            )
            return values?.isDirectory == true
        }.sorted()
    }

    /// Paths of all Swift files below a folder, relative to the root.
    static func swiftFiles(in path: String) -> [String] {
        let folder = root.appending(path: path)
        let names =
            FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.map { "\(path)/\($0)" }.sorted()
    }

    /// The modules that a file imports.
    static func imports(of path: String) throws -> Set<String> {
        var modules: Set<String> = []
        for line in try text(path).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({
                    ["public", "internal", "private", "package", "@testable", "@_exported"]
                        .contains($0)
                })
            else { continue }
            modules.insert(String(words[index + 1].split(separator: ".")[0]))
        }
        return modules
    }
}
