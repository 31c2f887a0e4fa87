import HealthModel

/// One recording of thirty seconds in the CSV of an English phone in a region with decimal commas.
struct ElectrocardiogramFile {
    let moment: Int64
    let zone: SyntheticZone
    /// Counts the recordings; what differs between them comes from it.
    let number: Int

    /// One beat in microvolts at 25 points: P wave, QRS complex, T wave.
    private static let beat = [
        0, 20, 60, 85, 60, 15, 0, -40, 320, 900, 260, -180, -60, 0, 10, 30, 70, 120, 150, 130, 70,
        25, 5, 0, 0,
    ]

    private static let classifications = [
        "Sinus Rhythm", "Sinus Rhythm", "Inconclusive", "Sinus Rhythm", "Poor Recording",
    ]

    func text(seed: UInt64) -> [UInt8] {
        let classification = Self.classifications[number % Self.classifications.count]
        let offset = zone.offset(at: Instant(seconds: moment))
        var csv = XMLBytes(offset: offset)
        csv.append("Name\nDate of Birth,\"Jan 1, 1970\"\nRecorded Date,")
        csv.date(moment)
        csv.append("\nClassification,\(classification)\nSymptoms,\nSoftware Version,2.0\n")
        csv.append("Device,\"Watch9,9\"\nSample Rate,512 hertz\n\n\nLead,Lead I\nUnit,µV\n\n")
        var random = SplitMix64(seed: seed, stream: UInt64(bitPattern: moment))
        let count = classification == "Poor Recording" ? 14_864 : 15_360
        let period = random.between(400, 540)
        for index in 0..<count {
            let position = index % period * Self.beat.count
            let place = position / period
            let here = Self.beat[place]
            let next = Self.beat[(place + 1) % Self.beat.count]
            let thousandths =
                here * 1000 + (next - here) * 1000 * (position % period) / period
                + random.between(-9000, 9000)
            append(thousandths, to: &csv)
        }
        return csv.bytes
    }

    /// Up to three decimals behind a comma, trailing zeros dropped.
    private func append(_ thousandths: Int, to csv: inout XMLBytes) {
        if thousandths < 0 { csv.append("-") }
        csv.integer(UInt64(thousandths.magnitude / 1000))
        var fraction = Int(thousandths.magnitude % 1000)
        if fraction > 0 {
            var digits = 3
            while fraction % 10 == 0 {
                fraction /= 10
                digits -= 1
            }
            let text = String(fraction)
            csv.append("," + String(repeating: "0", count: digits - text.count) + text)
        }
        csv.append("\n")
    }
}
