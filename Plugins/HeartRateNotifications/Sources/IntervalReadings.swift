import HealthPlugin

/// Writes the samples of an interval as readings, in order of time.
struct IntervalReadings {
    private let store: any StoreReader
    private let range: Range<Instant>

    init(_ store: any StoreReader, range: Range<Instant>) {
        (self.store, self.range) = (store, range)
    }

    /// Writes the elements of one array; samples without a number in a fitting unit are left out.
    ///
    /// - Returns: How many were written.
    func write(_ kind: ReadingKind, to json: inout JSONWriter) throws -> Int {
        var count = 0
        var conversions: [Int32: UnitConversion?] = [:]
        try store.samples(SampleQuery(types: [kind.type], .starting, range)) { sample in
            if conversions[sample.unit] == nil {
                let unit = HealthUnit.wireText(try store.unitName(sample.unit))
                conversions[sample.unit] = .some(UnitConversion(from: unit, to: kind.unit))
            }
            guard let number = sample.number, let known = conversions[sample.unit],
                let conversion = known
            else { return }
            let reading = HeartReading(
                date: Double(sample.start.seconds), quantity: conversion(number),
                units: kind.unit)
            reading.write(to: &json)
            count += 1
        }
        return count
    }
}
