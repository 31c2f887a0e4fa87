import Foundation
import HealthPipeline

/// Writes the folder of a new plugin and enters it in the lists: all of it or nothing.
struct NewPlugin {
    private let checkout: PluginCheckout
    private let name: PluginName
    private let template: PluginTemplate
    /// New texts by path, the lists only.
    private let lists: [(path: String, old: String, new: String)]

    /// Checks everything, writes nothing.
    ///
    /// - Throws: ``CommandFailure``.
    init(_ name: PluginName, reading metric: Metric, in checkout: PluginCheckout) throws {
        (self.checkout, self.name) = (checkout, name)
        template = PluginTemplate(name: name, metric: metric)
        var lists: [(path: String, old: String, new: String)] = []
        for list in PluginList.allCases {
            let known = lists.firstIndex { $0.path == list.path }
            let old = try known.map { lists[$0].new } ?? checkout.text(list.path)
            guard let names = list.names(in: old), let new = list.adding(name.name, to: old) else {
                throw CommandFailure(
                    .failed,
                    "\(list.path) has no list of plugins of the form that this program knows. Build hae from this "
                        + "checkout and use that one.")
            }
            guard !names.contains(name.name) else {
                throw CommandFailure(
                    .failed,
                    "\(list.path) lists \(name.name), and the folder Plugins/\(name.name) is not there. Take the "
                        + "line out, or bring the folder back.")
            }
            if let known {
                lists[known].new = new
            } else {
                lists.append((list.path, old, new))
            }
        }
        self.lists = lists
    }

    /// The files of the folder, and those that were changed, relative to the checkout.
    var paths: (new: [String], changed: [String]) {
        (template.files.map { "\(folder)/\($0.path)" }, lists.map(\.path))
    }

    var folder: String { "Plugins/\(name.name)" }

    /// Writes.
    ///
    /// The folder is put together beside its place and moved there, then the lists are replaced one after the other;
    /// whatever fails, what was done before is undone.
    func write() throws {
        let target = checkout.root.appending(path: folder)
        let draft = checkout.root.appending(path: "Plugins/.\(name.name).new")
        var undo: [() -> Void] = []
        do {
            try? FileManager.default.removeItem(at: draft)
            undo.append { try? FileManager.default.removeItem(at: draft) }
            for file in template.files {
                let url = draft.appending(path: file.path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: url)
            }
            try FileManager.default.moveItem(at: draft, to: target)
            undo.append { try? FileManager.default.removeItem(at: target) }
            for list in lists {
                let file = checkout.root.appending(path: list.path)
                try Data(list.new.utf8).write(to: file, options: .atomic)
                undo.append { try? Data(list.old.utf8).write(to: file, options: .atomic) }
            }
        } catch {
            for step in undo.reversed() { step() }
            throw CommandFailure(
                .io,
                "\(folder) could not be written: \(error.localizedDescription) Nothing was changed. Check "
                    + "the permissions of the checkout and the room on the disk.")
        }
    }
}
