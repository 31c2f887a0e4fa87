import Foundation
import HealthPipeline

/// The sources of hae, as the commands see them that write and check plugins.
struct PluginCheckout {
    let root: URL

    /// Looks for a checkout in a folder and in those above it.
    ///
    /// - Throws: ``CommandFailure`` when there is none.
    init(around folder: String) throws {
        var candidate = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
        while true {
            if Self.isCheckout(candidate) {
                root = candidate
                return
            }
            let above = candidate.deletingLastPathComponent().standardizedFileURL
            guard above.path != candidate.path, candidate.path != "/" else { break }
            candidate = above
        }
        throw CommandFailure(
            .usage,
            "\(folder) is not in a checkout of hae: neither it nor a folder above it holds Package.swift with "
                + "the list of plugins. Plugins are compiled in, so go into the sources, or name them with "
                + "--checkout.")
    }

    /// Folders below `Plugins`, sorted.
    var plugins: [String] { folders(in: "Plugins") }

    /// Folders below `Sources` and `Plugins`: each is a module.
    var modules: [String] { folders(in: "Sources") + plugins }

    /// A file's text.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be read.
    func text(_ path: String) throws -> String {
        do {
            return try String(contentsOf: root.appending(path: path), encoding: .utf8)
        } catch {
            throw CommandFailure(
                .io,
                "\(root.appending(path: path).path) cannot be read as text. Check the checkout.")
        }
    }

    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// Names in a folder, sorted, without hidden ones; empty when there is none.
    func names(in path: String) -> [String] {
        let folder = root.appending(path: path).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    func folders(in path: String) -> [String] {
        names(in: path).filter { name in
            var isFolder: ObjCBool = false
            let path = root.appending(path: "\(path)/\(name)").path
            let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            return exists && isFolder.boolValue
        }
    }

    private static func isCheckout(_ folder: URL) -> Bool {
        let manifest = try? String(
            contentsOf: folder.appending(path: PluginList.manifest.path), encoding: .utf8)
        return manifest.flatMap { PluginList.manifest.names(in: $0) } != nil
            && FileManager.default.fileExists(
                atPath: folder.appending(path: PluginList.registry.path).path)
    }
}
