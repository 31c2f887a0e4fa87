/// Which ranks cover the present moment of a sweep through time, and how long each was the best of them.
struct RankCover {
    private struct Slot {
        var rank: SourceRank
        /// The latest end of its samples so far.
        var end: Int64
        /// Seconds during which this rank was the best one that covered.
        var clock: Int64 = 0
        var isLive = false
    }

    private var slots: [Slot] = []
    /// Slots that may cover, best first; those whose end has passed are dropped when they come to the front.
    private var live: [Int] = []

    /// The slot of a rank; ranks are as many as sources, and mostly the same few.
    mutating func slot(of rank: SourceRank) -> Int {
        if let slot = slots.firstIndex(where: { $0.rank == rank }) { return slot }
        slots.append(Slot(rank: rank, end: .min))
        return slots.count - 1
    }

    func clock(of slot: Int) -> Int64 { slots[slot].clock }

    /// Says that a rank covers the time until `end`, from the present moment on.
    mutating func cover(_ slot: Int, until end: Int64) {
        slots[slot].end = max(slots[slot].end, end)
        guard !slots[slot].isLive else { return }
        slots[slot].isLive = true
        let rank = slots[slot].rank
        live.insert(slot, at: live.firstIndex { slots[$0].rank > rank } ?? live.endIndex)
    }

    /// The best rank that covers `position`, with the end of its cover.
    mutating func best(at position: Int64) -> (slot: Int, rank: SourceRank, end: Int64)? {
        while let first = live.first {
            if slots[first].end > position {
                return (first, slots[first].rank, slots[first].end)
            }
            slots[first].isLive = false
            live.removeFirst()
        }
        return nil
    }

    mutating func count(_ seconds: Int64, for slot: Int) {
        slots[slot].clock += seconds
    }
}
