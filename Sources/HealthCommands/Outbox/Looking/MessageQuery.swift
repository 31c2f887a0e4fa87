import HealthPipeline

/// What `list` asks for, answered from messages and receipts.
struct MessageQuery {
    var filters: MessageFilters
    var sort: MessageSort
    var limit: Int

    struct Answer {
        var messages: [ListedMessage]
        /// Whether the limit cut something off.
        var more: Bool
    }

    func run(_ desk: OutboxDesk) throws -> Answer {
        let run = try filters.run.map { try desk.outbox.resolveRun($0) }
        let selection = filters.selection(now: desk.now, run: run)
        var first = FirstFew<ListedMessage>(limit + 1, by: sort.isBefore)
        let finished = filters.states.filter(\.isFinished)
        if filters.states.isEmpty || finished.count < filters.states.count {
            var live = selection
            live.states.subtract(finished)
            var count = 0
            try desk.outbox.forEachMessage(live, pageLength: min(limit + 1, 500)) { message in
                first.add(ListedMessage(message))
                count += 1
                // The outbox's own order is by age: what follows would be cut off.
                return sort != .age || count <= limit
            }
        }
        if !finished.isEmpty { try addFinished(finished, selection, desk, to: &first) }
        let messages = first.elements
        return Answer(messages: Array(messages.prefix(limit)), more: messages.count > limit)
    }

    private func addFinished(
        _ states: Set<MessageState>, _ selection: MessageSelection, _ desk: OutboxDesk,
        to first: inout FirstFew<ListedMessage>
    ) throws {
        let receipts = ReceiptSelection(
            automation: filters.automation.map { desk.automationID($0) }, run: selection.run,
            outcomes: Set(Receipt.Outcome.allCases.filter { states.contains($0.state) }))
        try desk.outbox.forEachReceipt(receipts) { receipt in
            if selection.matches(receipt) {
                let name = try desk.name(of: receipt.automation, run: receipt.run)
                first.add(ListedMessage(receipt, name: name))
            }
            return true
        }
    }
}

extension MessageSelection {
    /// The filters that a selection of receipts does not know.
    fileprivate func matches(_ receipt: Receipt) -> Bool {
        if let lane, receipt.lane != lane { return false }
        if let createdBefore, receipt.createdAt >= createdBefore { return false }
        switch status {
        case .exactly(let number): return receipt.status == number
        case .hundreds(let hundred): return receipt.status.map { $0 / 100 == hundred } ?? false
        case nil: return true
        }
    }
}
