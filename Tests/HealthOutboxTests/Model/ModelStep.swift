import HealthModel

@testable import HealthOutbox

/// One random operation of the model test, drawn once and done to both outboxes.
enum ModelStep {
    case enqueue(automation: Int, parts: [Part], ends: Bool, isNew: Bool)
    case claim(Int)
    /// Positions among what is in flight, with what came of each.
    case settle([(Int, Verdict)])
    case crash
    case closeSender
    case pass(Double)
    case change(Target, OperatorAction)
    case tend
    case reconfigure(Int)
    case limit(bytes: Int64, messages: Int)

    struct Part {
        var text: String
        var stream: String?
        var records: Int
        var encoding: String?
        var from: Int64?
    }

    enum Target {
        case all, lane(Int), automation(Int)
        /// A position among all messages ever made.
        case message(Int)
    }

    static let automations = [
        TestSpool.automation, TestSpool.other, "22222222-2222-5222-8222-222222222222",
        "33333333-3333-5333-8333-333333333333",
    ]

    /// A few configurations to change between: all orders, shared lanes, a life, one automation less.
    static let policies: [[AutomationPolicy]] = [
        [
            .test(automations[0], lane: "a"), .test(automations[1], lane: "b", order: .none),
            .test(automations[2], lane: "c", order: .stream),
            .test(automations[3], lane: "c", order: .strict, concurrencyMax: 2),
        ],
        [
            .test(automations[0], lane: "a", lifeSeconds: 5000),
            .test(automations[1], lane: "a", order: .none, bytesMax: 2000),
            .test(automations[2], lane: "c", order: .stream, onDead: .skip, idempotent: false),
            .test(automations[3], lane: "d", order: .strict, onDead: .skip),
        ],
        [
            .test(automations[1], lane: "b"), .test(automations[2], lane: "c", order: .run),
            .test(automations[3], lane: "d", idempotent: false),
        ],
    ]

    static func draw(_ random: inout SeededRandom) -> ModelStep {
        func upTo(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
        switch upTo(100) {
        case 0..<22:
            let parts = (0...upTo(2)).map { _ in
                Part(
                    text: String(repeating: "x", count: 20 + upTo(200)),
                    stream: [nil, "steps", "sleep"][upTo(3)], records: 1 + upTo(4),
                    encoding: upTo(6) == 0 ? "gzip" : nil,
                    from: upTo(2) == 0 ? Int64(upTo(50)) : nil)
            }
            return .enqueue(
                automation: upTo(4), parts: upTo(10) == 0 ? [] : parts, ends: upTo(3) > 0,
                isNew: upTo(3) == 0)
        case 22..<48:
            return .claim(1 + upTo(6))
        case 48..<76:
            return .settle((0...upTo(4)).map { _ in (upTo(1000), verdict(&random)) })
        case 76..<78: return .crash
        case 78: return .closeSender
        case 79..<86: return .pass([0.5, 6, 40, 400, 4000, 90_000][upTo(6)])
        case 86..<96: return .change(target(&random), action(&random))
        case 96: return .tend
        case 97: return .reconfigure(upTo(policies.count))
        case 98: return .limit(bytes: 4000, messages: 12)
        default: return .limit(bytes: 1 << 30, messages: 100_000)
        }
    }

    private static func verdict(_ random: inout SeededRandom) -> Verdict {
        let all: [Verdict] = [
            .ok, .ok, .ok, .ok, .ok, .answer(208, .duplicate), .answer(500, .temporary),
            .answer(409, .temporary), .answer(417, .temporary), .answer(421, .temporary),
            .answer(503, .throttle, retryAfter: 30), .answer(429, .throttle),
            .answer(413, .temporary, retryAfter: 100), .curl(7, .laneNetwork),
            .curl(35, .laneNetwork), .curl(56, .ambiguous, phase: .sent),
            .curl(28, .ambiguous, phase: .sending), .answer(401, .laneAuth),
            .answer(404, .laneConfiguration), .answer(410, .laneConfiguration),
            .answer(501, .laneConfiguration), .answer(302, .laneConfiguration),
            .curl(60, .laneTLS), .answer(511, .portal), .answer(400, .permanent),
            .answer(422, .permanent), .answer(413, .tooLarge), .answer(413, .tooLarge),
            .answer(415, .replace), .curl(42, .aborted, phase: .sending), .curl(42, .aborted),
            .curl(27, .local),
            .curl(26, .corrupt),
        ]
        return all[Int.random(in: 0..<all.count, using: &random)]
    }

    private static func target(_ random: inout SeededRandom) -> Target {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: .all
        case 1, 2: .lane(Int.random(in: 0..<4, using: &random))
        case 3, 4: .automation(Int.random(in: 0..<4, using: &random))
        default: .message(Int.random(in: 0..<100_000, using: &random))
        }
    }

    private static func action(_ random: inout SeededRandom) -> OperatorAction {
        let force = Bool.random(using: &random)
        let resets = Bool.random(using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: return .hold(reason: nil, force: force)
        case 2, 3, 4: return .release(force: force)
        case 5, 6, 7: return .retry(at: nil, resetAttempts: resets, force: force)
        case 8: return .cancel(reason: nil, force: force)
        default: return .flush
        }
    }
}

extension ModelStep: CustomStringConvertible {
    /// Short, for the message of a failing step.
    var description: String {
        switch self {
        case .enqueue(let automation, let parts, let ends, let isNew):
            "enqueue \(parts.count) for \(automation), ends \(ends), new \(isNew)"
        case .claim(let limit): "claim \(limit)"
        case .settle(let choices): "settle \(choices.map(\.1.summary))"
        case .crash: "crash"
        case .closeSender: "close"
        case .pass(let seconds): "pass \(seconds) s"
        case .change(let target, let action): "\(action) \(target)"
        case .tend: "tend"
        case .reconfigure(let index): "reconfigure \(index)"
        case .limit(let bytes, let messages): "limit \(bytes), \(messages)"
        }
    }
}
