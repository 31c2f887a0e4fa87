/// What a plugin's folder has to hold.
struct PluginFolder {
    let name: String
    let checkout: PluginCheckout

    private var path: String { "Plugins/\(name)" }

    func findings() throws -> [PluginFinding] {
        try readme() + sources() + tests() + fixtures()
    }

    private func readme() throws -> [PluginFinding] {
        let file = "\(path)/README.md"
        guard checkout.has(file) else {
            return [finding("readme", file, "It is missing. Write what the plugin is for.")]
        }
        let headings = try checkout.text(file).split(separator: "\n")
            .filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
        guard headings != PluginChecker.headings else { return [] }
        return [
            finding(
                "readme", file,
                "Its headings are not " + PluginChecker.headings.joined(separator: ", ")
                    + ", in this order.")
        ]
    }

    private func sources() throws -> [PluginFinding] {
        let files = swiftFiles(in: "\(path)/Sources")
        guard !files.isEmpty else {
            return [
                finding(
                    "folder", "\(path)/Sources",
                    "There is no Swift file. The provider belongs here.")
            ]
        }
        return try files.compactMap { file in
            // Locks and atomics are a part of the language.
            let surplus = try imports(of: file).filter {
                $0 != "HealthPlugin" && $0 != "Synchronization"
            }
            guard !surplus.isEmpty else { return nil }
            return finding(
                "imports", file,
                "It imports \(surplus.joined(separator: ", ")). A plugin imports HealthPlugin and "
                    + "nothing else.")
        }
    }

    private func tests() throws -> [PluginFinding] {
        let files = swiftFiles(in: "\(path)/Tests")
        let callers = try files.filter {
            try checkout.text($0).contains("PluginContract.findings(")
        }
        guard callers.isEmpty else { return [] }
        return [
            finding(
                "tests", "\(path)/Tests/\(name)Tests.swift",
                "No test calls PluginContract.findings(of:in:). Add the one that "
                    + "Plugins/README.md shows.")
        ]
    }

    private func fixtures() -> [PluginFinding] {
        let folder = "\(path)/Tests/Fixtures"
        let cases = checkout.folders(in: folder)
        guard !cases.isEmpty else {
            return [
                finding(
                    "fixtures", folder,
                    "There is no case. Add a folder with input and expected output.")
            ]
        }
        return cases.flatMap { testCase in
            let names = checkout.names(in: "\(folder)/\(testCase)")
            let needed = ["settings.json", "input", "expected"].filter { start in
                !names.contains { $0.hasPrefix(start) }
            }
            return needed.map { start in
                finding(
                    "fixtures", "\(folder)/\(testCase)",
                    start == "settings.json"
                        ? "There is no settings.json. It holds at least the zone."
                        : "There is no file whose name begins with \"\(start)\".")
            }
        }
    }

    private func swiftFiles(in folder: String) -> [String] {
        checkout.names(in: folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".swift") { return [path] }
            return checkout.folders(in: folder).contains(name) ? swiftFiles(in: path) : []
        }
    }

    private func imports(of file: String) throws -> [String] {
        try checkout.text(file).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                words[..<place].allSatisfy({
                    $0.hasPrefix("@") || ["public", "internal", "private", "package"].contains($0)
                })
            else { return nil }
            return String(words[place + 1].prefix { $0 != "." })
        }
    }

    private func finding(_ code: String, _ file: String, _ problem: String) -> PluginFinding {
        PluginFinding(plugin: name, code: code, file: file, problem: problem)
    }
}
