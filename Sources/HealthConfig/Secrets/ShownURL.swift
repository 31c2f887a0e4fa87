/// URLs as people may see them.
public enum ShownURL {
    /// A user with password, and the value of a parameter whose name announces a secret, are `(secret)`. A
    /// reference stays: it shows a name only.
    public static func text(of url: String) -> String {
        var url = url[...]
        var result = ""
        if let start = url.firstRange(of: "://")?.upperBound {
            let authority = url[start...].prefix { !"/?#".contains($0) }
            if let at = authority.lastIndex(of: "@"), !authority[..<at].contains("${") {
                result = url[..<start] + "(secret)"
                url = url[at...]
            }
        }
        guard let question = url.firstIndex(of: "?") else { return result + url }
        let end = url[question...].firstIndex(of: "#") ?? url.endIndex
        let parameters = url[url.index(after: question)..<end]
            .split(separator: "&", omittingEmptySubsequences: false).map { parameter in
                let name = parameter.prefix { $0 != "=" }
                let value = parameter.dropFirst(name.count)
                let isSecret =
                    value.count > 1 && !value.contains("${")
                    && SecretNames.soundsSecret(String(name))
                return isSecret ? name + "=(secret)" : String(parameter)
            }
        return result + url[...question] + parameters.joined(separator: "&") + url[end...]
    }
}
