import Foundation

/// A folder of a test's own, removed with it.
final class TestFolder: Sendable {
    let path: String

    /// - Parameter inMemory: For tests that commit thousands of times: where the system has one, on a file system that
    ///   does not wait for a disk.
    init(inMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let base =
            inMemory && FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        path = base + "/pipeline-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func path(_ name: String) -> String { path + "/" + name }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    /// Names in a folder below, sorted.
    func names(_ folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
    }

    func write(_ text: String, to name: String, mode: Int = 0o600) throws {
        // In place: who watches a folder sees one file.
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: path(name))
    }

    /// Every regular file below, as bytes by path.
    func files(below name: String) throws -> [String: Data] {
        var found: [String: Data] = [:]
        let root = path + "/" + name
        for case let file as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            let whole = root + "/" + file
            let attributes = try FileManager.default.attributesOfItem(atPath: whole)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            found[file] = try Data(contentsOf: URL(filePath: whole))
        }
        return found
    }
}
