import HealthModel
import Synchronization

@testable import HealthOutbox

extension ModelOutbox {
    func change(
        _ selection: MessageSelection, _ action: OperatorAction, actor: String, dryRun: Bool
    ) throws -> ChangeReport {
        let now = clock.now
        let (report, changed) = try storage.world.withLock { world in
            var copy = world
            var report = ChangeReport()
            if selection.meansLanes {
                try Self.changeLanes(selection, action, actor, now, &copy, &report)
            }
            var wanted = selection
            if wanted.ids != nil, wanted.states.isEmpty {
                wanted.states = Set(MessageState.allCases)
            }
            let rules = OperatorRules(now: now)
            let found = Self.select(wanted, copy, now: now).map(\.id)
            for id in found {
                guard let index = copy.index(of: id) else { continue }
                report.matched += 1
                let message = copy.messages[index]
                let decision = rules.decide(action, message.machine) { copy.isOvertaken(message) }
                switch decision {
                case .skip(let reason): report.skip(id, reason)
                case .leave: break
                case .apply(let event):
                    report.changed += 1
                    try copy.apply(event, at: index, now: now)
                    copy.advance(message.automation, now: now)
                }
            }
            if report.changed > 0 {
                copy.note(
                    actor, action.name, selection.text, ["messages": "\(report.changed)"], now)
            }
            for id in selection.ids ?? [] where !found.contains(id) {
                let isFinished = copy.receipts.contains { $0.receipt.id == id }
                report.skip(id, isFinished ? .finished : .unknown)
                if isFinished { report.matched += 1 }
            }
            return (report, copy)
        }
        if !dryRun { storage.world.withLock { $0 = changed } }
        return report
    }

    private static func changeLanes(
        _ selection: MessageSelection, _ action: OperatorAction, _ actor: String, _ now: Moment,
        _ world: inout ModelWorld, _ report: inout ChangeReport
    ) throws {
        switch action {
        case .retry, .cancel: return
        case .hold, .release, .flush: break
        }
        var names = world.lanes.keys.sorted()
        if let lane = selection.lane {
            names = [lane]
        } else if let automation = selection.automation {
            let policy = (world.policies ?? [:]).values.first {
                $0.automation == automation || $0.name == automation
            }
            let live = world.messages.filter { message in
                let name = world.runs[message.run]?.new.automationName
                return message.isLive && (message.automation == automation || name == automation)
            }
            names = policy.map { [$0.lane] } ?? Set(live.map(\.lane)).sorted()
        }
        for name in names {
            let before = world.lanes[name]?.lane ?? Lane()
            var lane = before
            OperatorRules(now: now).act(action, on: &lane)
            guard lane != before else { continue }
            report.lanes += 1
            world.lanes[name, default: ModelWorld.LaneBox()].lane = lane
            try world.follow(before, name, actor: actor, now: now)
        }
    }
}
