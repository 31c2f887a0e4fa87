public import HealthModel

/// What a try at an endpoint showed, in plain words and in the order of the steps.
public struct ConnectionReport: Sendable, Equatable {
    /// One step: `connected to 192.168.1.20 port 443 in 12 ms`. Never a secret.
    public struct Fact: Sendable, Equatable {
        public var isGood: Bool
        public var text: String
    }

    public internal(set) var facts: [Fact] = []
    /// What became of the body that was posted, if one was.
    public internal(set) var verdict: Verdict?

    /// Every step went well; the answer to a post was a delivery.
    public var isGood: Bool { facts.allSatisfy(\.isGood) }

    mutating func add(_ isGood: Bool, _ text: String) {
        facts.append(Fact(isGood: isGood, text: text))
    }
}
