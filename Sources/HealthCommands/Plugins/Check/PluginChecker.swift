import Foundation
import HealthPipeline

/// Looks at the plugins of a checkout: their folders, the lists that name them, and what they say of themselves.
struct PluginChecker {
    static let headings = ["Purpose", "Reads", "Settings", "Records", "Examples"]

    let checkout: PluginCheckout
    /// What is compiled into this program.
    let registry: ProviderRegistry

    /// Findings about one plugin, or about all of them and the lists.
    ///
    /// - Throws: ``CommandFailure`` when a file cannot be read, or there is no such plugin.
    func findings(of plugin: String?) throws -> [PluginFinding] {
        let lists = try PluginList.allCases.map { list in
            (list: list, names: list.names(in: try checkout.text(list.path)) ?? [])
        }
        let known = Set(checkout.plugins).union(lists.flatMap(\.names)).sorted()
        if let plugin, !known.contains(plugin) {
            throw CommandFailure(
                .usage,
                "There is no plugin \"\(plugin)\" in \(checkout.root.path). There are "
                    + known.joined(separator: ", ") + ".")
        }
        var findings: [PluginFinding] = []
        for name in known where plugin == nil || plugin == name {
            for (list, names) in lists { findings += inList(name, list, names) }
            guard checkout.plugins.contains(name) else { continue }
            findings += try PluginFolder(name: name, checkout: checkout).findings()
            findings += try ofDescriptor(name)
        }
        return findings
    }

    private func inList(
        _ name: String, _ list: PluginList, _ names: [String]
    ) -> [PluginFinding] {
        let problem: String
        switch (checkout.plugins.contains(name), names.filter { $0 == name }.count) {
        case (true, 1), (false, 0): return []
        case (true, 0):
            let line = list.line(for: name).trimmingPrefix(while: \.isWhitespace)
            problem = "The list does not name it. Add the line: \(line)"
        case (false, _):
            problem =
                "The list names it, and there is no folder Plugins/\(name). Take the line out."
        default: problem = "The list names it twice. Take one line out."
        }
        return [PluginFinding(plugin: name, code: "lists", file: list.path, problem: problem)]
    }

    private func ofDescriptor(_ name: String) throws -> [PluginFinding] {
        guard let provider = registry.providers.first(where: { Self.module(of: $0) == name })
        else {
            return [
                PluginFinding(
                    plugin: name, code: "build", file: "",
                    problem:
                        "It is not in this program, so what it declares was not looked at. Build hae from "
                        + "this checkout, and check with that one.")
            ]
        }
        let others = registry.providers.filter { Self.module(of: $0) != name }.map(\.descriptor)
        let file = "Plugins/\(name)/README.md"
        let readme = checkout.has(file) ? try checkout.text(file) : ""
        return PluginDeclarations(
            name: name, descriptor: provider.descriptor, others: others, readme: readme
        ).findings()
    }

    /// The module of a provider's type, which is the folder's name.
    private static func module(of provider: any Provider) -> String {
        String(String(reflecting: type(of: provider)).prefix { $0 != "." })
    }
}
