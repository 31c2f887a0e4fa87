import HealthPipeline

/// A place in the sources where every plugin has one line.
enum PluginList: CaseIterable {
    /// Names of the plugins' targets, in `Package.swift`.
    case manifest
    /// The imports of `BuiltInProviders.swift`.
    case imports
    /// The providers in `BuiltInProviders.swift`, in the order of `hae plugins list`.
    case registry

    /// Relative to the checkout.
    var path: String {
        switch self {
        case .manifest: "Package.swift"
        case .imports, .registry: "Sources/HealthCommands/BuiltInProviders.swift"
        }
    }

    /// The names in the list; `nil` when the text has no such list.
    func names(in text: String) -> [String]? {
        let lines = Self.lines(of: text)
        return range(in: lines).map { range in lines[range].compactMap { name(in: $0) } }
    }

    /// The text with one name more: in its place where names are sorted, else behind the others.
    ///
    /// - Returns: `nil` when the text has no such list.
    func adding(_ name: String, to text: String) -> String? {
        var lines = Self.lines(of: text)
        guard let range = range(in: lines) else { return nil }
        let later =
            self == .registry
            ? nil : range.first { index in self.name(in: lines[index]).map { $0 > name } ?? false }
        lines.insert(line(for: name)[...], at: later ?? range.upperBound)
        return lines.joined(separator: "\n")
    }

    /// The line that stands for a plugin.
    func line(for name: String) -> String { before + name + after }

    private var before: String {
        switch self {
        case .manifest: "    \""
        case .imports: "import "
        case .registry: "        "
        }
    }

    private var after: String {
        switch self {
        case .manifest: "\","
        case .imports: ""
        case .registry: "Provider(),"
        }
    }

    private func name(in line: Substring) -> String? {
        guard line.hasPrefix(before), line.hasSuffix(after),
            line.utf8.count > before.utf8.count + after.utf8.count
        else { return nil }
        let name = String(line.dropFirst(before.count).dropLast(after.count))
        // The one import that is no plugin: what commands know of the program.
        return self == .imports && name == "HealthPipeline" ? nil : name
    }

    /// The lines between the list's first and last one.
    private func range(in lines: [Substring]) -> Range<Int>? {
        switch self {
        case .manifest: Self.range(in: lines, from: "let plugins = [", to: "]")
        case .registry: Self.range(in: lines, from: "ProviderRegistry([", to: "    ])")
        case .imports:
            lines.firstIndex { $0.hasPrefix(before) }.map { first in
                first..<(lines[first...].firstIndex { !$0.hasPrefix(before) } ?? lines.count)
            }
        }
    }

    private static func range(
        in lines: [Substring], from opening: String, to closing: String
    ) -> Range<Int>? {
        guard let first = lines.firstIndex(where: { $0.hasSuffix(opening) }),
            let last = lines[first...].firstIndex(where: { $0 == closing })
        else { return nil }
        return first + 1..<last
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
