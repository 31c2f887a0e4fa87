import HealthPlugin
import Testing

@Suite struct GroupingEvidenceTests {
    private func found(_ groupings: Set<Grouping>?...) -> Grouping? {
        var evidence = GroupingEvidence()
        for groupings in groupings { evidence.narrow(to: groupings) }
        return evidence.grouping
    }

    @Test func `a file without buckets has no grouping`() {
        #expect(found() == nil)
        #expect(found(nil, nil) == nil)
    }

    @Test func `the coarsest that fits all buckets is the file's`() {
        let day: Set<Grouping> = [.seconds, .minutes, .hours, .days, .default]
        #expect(found(day.union([.weeks]), nil, day.union([.weeks])) == .weeks)
        #expect(found(day.union([.weeks]), day.union([.months, .years])) == .days)
        #expect(found(day, [.seconds, .minutes, .default]) == .minutes)
    }

    @Test func `seconds of heart rate beside minutes of the rest are the app's default`() {
        let heartRate: Set<Grouping> = [.seconds, .default]
        let steps: Set<Grouping> = [.seconds, .minutes, .default]
        #expect(found(steps, heartRate) == .default)
        #expect(found(steps, heartRate, [.seconds]) == .seconds)
    }

    @Test func `seconds are settled and nothing else is`() {
        var evidence = GroupingEvidence()
        evidence.narrow(to: [.seconds, .default])
        #expect(!evidence.isSettled)
        evidence.narrow(to: [.seconds])
        #expect(evidence.isSettled)
    }
}
