/// What a person's action means for one message or lane: a value without I/O.
struct OperatorRules {
    enum Decision: Equatable {
        case apply(MessageEvent)
        case skip(ChangeReport.Skipped.Reason)
        /// As wished already; neither changed nor skipped.
        case leave
    }

    let now: Moment

    func decide(
        _ action: OperatorAction, _ message: MessageMachine, isOvertaken: () throws -> Bool
    ) rethrows -> Decision {
        let state = message.state
        if state.isFinished { return .skip(.finished) }
        switch action {
        case .retry(let at, let resets, let force):
            if state == .inflight { return .skip(.inflight) }
            guard state == .dead || state == .ready else { return .skip(.state) }
            if state == .dead, !force, try isOvertaken() { return .skip(.overtaken) }
            return .apply(.retried(due: max(at ?? now, now), resetAttempts: resets))
        case .release(let force):
            if state == .ready { return .leave }
            if state == .inflight { return .skip(.inflight) }
            guard state == .held else { return .skip(.state) }
            if !force, try isOvertaken() { return .skip(.overtaken) }
            return .apply(.released(due: now))
        case .hold(let reason, let force):
            switch state {
            case .held: return .leave
            case .ready: return .apply(.held(reason: reason ?? MessageMachine.Reason.hold))
            case .inflight: return force ? .apply(.wished(.hold)) : .skip(.inflight)
            case .dead, .corrupt, .delivered, .split, .cancelled: return .skip(.state)
            }
        case .cancel(let reason, let force):
            if state == .inflight { return force ? .apply(.wished(.cancel)) : .skip(.inflight) }
            return .apply(.cancelled(reason: reason ?? MessageMachine.Reason.cancel))
        case .flush:
            guard state == .ready else { return .leave }
            return message.dueAt > now ? .apply(.rescheduled(due: now)) : .leave
        }
    }

    func act(_ action: OperatorAction, on lane: inout Lane) {
        switch action {
        case .hold(let reason, _):
            lane.hold(reason: reason ?? "held by hand", now: now)
        case .release:
            if lane.state != .open { lane.release() }
        case .flush:
            if lane.state == .broken || lane.state == .throttled { _ = lane.tryOnce(now: now) }
        case .retry, .cancel:
            break
        }
    }
}
