import HealthEncoding
public import HealthOutbox

/// Something worth telling a person: figures and names, never a health value or a secret.
public struct Notice: Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// A run is over, or its data waits for longer than it should.
        case run
        /// An import brought something new.
        case newData = "new_data"
        /// Something stands still, or will.
        case trouble
    }

    public var kind: Kind
    public var at: Moment
    /// `nil`: it is not about one automation.
    public var automation: String?
    /// A few words: `Phone: 12 requests delivered`.
    public var title: String
    /// One or two sentences.
    public var text: String
    /// What to type, if there is something.
    public var command: String?
    /// Of a run: as in `hae log --json`.
    public var state: String?
    /// Data stands still until a person acts.
    public var isCritical: Bool
    /// Counts by name, such as `records` and `requests`; in the order of their names.
    public var counts: [String: Int64]

    public init(
        _ kind: Kind, at: Moment, automation: String? = nil, title: String, text: String,
        command: String? = nil, state: String? = nil, isCritical: Bool = false,
        counts: [String: Int64] = [:]
    ) {
        (self.kind, self.at, self.automation) = (kind, at, automation)
        (self.title, self.text, self.command) = (title, text, command)
        (self.state, self.isCritical, self.counts) = (state, isCritical, counts)
    }

    /// `hae.notification/1`: what commands get on standard input and webhooks of the style `json` as body.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.key("schema")
            $0.string("hae.notification/1")
            $0.key("event")
            $0.string(kind.rawValue)
            $0.key("at")
            $0.string(at.instant.rfc3339)
            for (name, value) in [
                ("automation", automation), ("title", title), ("text", text), ("command", command),
                ("state", state),
            ] {
                guard let value else { continue }
                $0.key(name)
                $0.string(value)
            }
            $0.key("critical")
            $0.bool(isCritical)
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                $0.key(name)
                $0.integer(count)
            }
        }
        json.bytes.append(UInt8(ascii: "\n"))
        return json.bytes
    }
}
