import HealthPipeline

/// A request as it would be made, with references in place of secrets.
struct RequestView {
    struct Header {
        var name: String
        var value: String
        /// From the configuration, not frozen with the message.
        var isUsers: Bool
    }

    var method: String
    /// `nil` when the automation is not in the configuration any more.
    var url: String?
    /// The user's win over those of the same name.
    var headers: [Header]

    init(_ detail: MessageDetail, _ automation: AutomationConfig?) {
        method = detail.method
        url = automation?.delivery.url.display
        let users = automation?.delivery.headers ?? []
        let names = Set(users.map { $0.name.lowercased() })
        headers =
            detail.headers.filter { !names.contains($0.name.lowercased()) }
            .map { Header(name: $0.name, value: $0.value, isUsers: false) }
            + users.map { Header(name: $0.name, value: $0.value.display, isUsers: true) }
        if let coding = detail.contentEncoding,
            !headers.contains(where: { $0.name.lowercased() == "content-encoding" })
        {
            headers.append(Header(name: "Content-Encoding", value: coding, isUsers: false))
        }
    }

    /// A command that makes the same request; references have to be replaced by hand.
    func curl(_ id: Identifier) -> [String] {
        var lines = ["hae outbox show \(id.short) --body=raw | curl --request \(method)"]
        lines += headers.map { "  --header \(ShellText.quoted("\($0.name): \($0.value)"))" }
        lines.append("  --data-binary @-")
        lines.append("  " + ShellText.quoted(url ?? "URL"))
        return lines.dropLast().map { $0 + " \\" } + lines.suffix(1)
    }
}
