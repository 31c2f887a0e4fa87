/// A GPX file as the Health app writes it.
struct RouteFile {
    let name: RouteName
    /// Seconds since 1970 UTC of the export.
    let exported: Int64
    /// Seconds between points.
    let step: Int

    /// Writes the points of the spans one after the other; returns bytes and number of points.
    func write(
        _ spans: [(workout: PlannedWorkout, span: Range<Int64>)]
    ) -> (text: [UInt8], points: Int) {
        var xml = XMLBytes(offset: 0)
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\"")
        xml.append(" creator=\"Apple Health Export\" xmlns=\"http://www.topografix.com/GPX/1/1\"")
        xml.append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
        xml.append(" xsi:schemaLocation=\"http://www.topografix.com/GPX/1/1 ")
        xml.append("http://www.topografix.com/GPX/1/1/gpx.xsd\">\n  <metadata>\n    <time>")
        xml.append(DateText.utc(exported))
        xml.append("</time>\n  </metadata>\n  <trk>\n    <name>Route \(name.title)</name>\n")
        xml.append("    <trkseg>\n")
        var points = 0
        for (workout, span) in spans {
            points += write(workout, span, to: &xml)
        }
        xml.append("    </trkseg>\n  </trk>\n</gpx>\n")
        return (xml.bytes, points)
    }

    /// A walk around the point where the equator meets the first meridian, where nobody lives.
    private func write(
        _ workout: PlannedWorkout, _ span: Range<Int64>, to xml: inout XMLBytes
    ) -> Int {
        var random = SplitMix64(seed: workout.number, stream: UInt64(bitPattern: span.lowerBound))
        var east = random.between(-900, 900)
        var north = random.between(-900, 900)
        var count = 0
        for time in stride(from: span.lowerBound, to: span.upperBound, by: step) {
            east += random.between(-20, 32)
            north += random.between(-24, 26)
            // Phones write whole seconds, so that neighbours may share one.
            let shared = random.chance(3) ? 2 : 1
            for _ in 0..<shared {
                xml.append("      <trkpt lon=\"\(micro(east))\" lat=\"\(micro(north))\"><ele>")
                xml.append(
                    "\(30 + random.below(12)).\(100_000 + random.below(899_999))</ele><time>")
                xml.append(DateText.utc(time))
                xml.append("</time><extensions><speed>")
                xml.append(
                    "\(workout.isRun ? 2 : 1).\(100_000 + random.below(899_999))</speed><course>")
                xml.append(
                    "\(random.below(360)).000000</course><hAcc>\(2 + random.below(6)).000000")
                xml.append(
                    "</hAcc><vAcc>\(2 + random.below(4)).000000</vAcc></extensions></trkpt>\n")
                count += 1
            }
        }
        return count
    }

    /// Degrees with six decimals.
    private func micro(_ number: Int) -> String {
        let digits = String(abs(number) % 1_000_000)
        let padded = String(repeating: "0", count: 6 - digits.count) + digits
        return "\(number < 0 ? "-" : "")\(abs(number) / 1_000_000).\(padded)"
    }
}
