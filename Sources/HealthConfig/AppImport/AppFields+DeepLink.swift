import Foundation

extension AppFields {
    /// Takes a deep link `com.HealthExport://automation?…` apart. Parameter names compare without
    /// case.
    ///
    /// - Throws: `AppImportError` when it is not such a link, or its percent encoding is broken.
    init(deepLink link: String) throws(AppImportError) {
        let start = "com.healthexport://automation"
        guard link.lowercased().hasPrefix(start) else {
            throw AppImportError(
                description: "a deep link of the app begins with com.HealthExport://automation?")
        }
        let rest = link.dropFirst(start.count).drop { $0 == "/" }
        guard rest.first == "?" else {
            throw AppImportError(description: "the deep link has no parameters behind a ?")
        }
        for parameter in rest.dropFirst().prefix(while: { $0 != "#" }).split(separator: "&") {
            let parts = parameter.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0].lowercased()
            guard let value = (parts.count == 2 ? String(parts[1]) : "").removingPercentEncoding
            else {
                throw AppImportError(
                    description: "the parameter \"\(name)\" has a broken percent encoding")
            }
            set(name, to: value)
        }
    }

    /// Whether a text is meant as a link of the app, whatever is wrong with it.
    static func isDeepLink(_ text: String) -> Bool {
        text.lowercased().hasPrefix("com.healthexport:")
    }

    private mutating func set(_ name: String, to value: String) {
        // Some programs write a blank as +; in an URL or a header a + may be itself.
        let spaced = value.replacing("+", with: " ")
        switch name {
        case "metrics":
            metrics = spaced.split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        case "headers": setHeaders(value)
        case "name": values[name] = spaced
        case _ where AppFields.names.contains(name): values[name] = value
        default: notes.append("\"\(name)\" has no equal and is left out")
        }
    }

    /// `name,value,name,value`; a value cannot hold a comma.
    private mutating func setHeaders(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            headers.append((parts[index], parts[index + 1]))
        }
        if parts.count % 2 == 1, let last = parts.last, !last.isEmpty {
            notes.append("the last entry of \"headers\" has no value and is left out")
        }
    }
}
