/// Paths as a configuration writes them.
public enum ConfigPath {
    /// The absolute form of a path: `~/` is the home folder, anything else that does not begin with
    /// `/` starts at `directory`. `.`, `..` and doubled slashes are removed as text; links are not
    /// followed.
    public static func absolute(_ path: String, in directory: String, home: String?) -> String {
        let whole: String
        if path == "~" || path.hasPrefix("~/"), let home, !home.isEmpty {
            whole = home + path.dropFirst()
        } else if path.hasPrefix("/") {
            whole = path
        } else {
            whole = directory + "/" + path
        }
        var parts: [Substring] = []
        for part in whole.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
