import HealthModel
import HealthTesting
import Testing

struct UnitTests {
    @Test(arguments: [
        ("kcal", "kJ", 1.0, 4.184), ("kJ", "Cal", 4.184, 1), ("mi", "km", 1, 1.609344),
        ("km", "mi", 1.609344, 1), ("m", "km", 1500, 1.5), ("km", "m", 1.5, 1500),
        ("m/s", "km/hr", 10, 36), ("km/hr", "mi/hr", 1.609344, 1), ("mph", "km/h", 1, 1.609344),
        ("lb", "kg", 1, 0.45359237), ("kg", "lb", 0.45359237, 1), ("in", "cm", 1, 2.54),
        ("yd", "m", 100, 91.44), ("ft/s", "m/s", 1, 0.3048), ("fl_oz_us", "mL", 1, 29.5735295625),
        ("mmol/L", "mg/dL", 1, 18.01558800000541),
        ("mg/dL", "mmol<180.1558800000541>/L", 18.01558800000541, 1), ("degC", "degF", 37, 98.6),
        ("\u{b0}F", "degC", 98.6, 37), ("count/s", "bpm", 1.5, 90), ("mcg", "mg", 1500, 1.5),
        ("MET", "kcal/(kg*hr)", 3, 3), ("mL/min\u{b7}kg", "ml/(kg\u{b7}min)", 42, 42),
        ("mL/kg\u{b7}min", "ml/(kg\u{b7}min)", 42, 42), ("min", "hr", 90, 1.5),
        ("L", "mL", 0.25, 250),
    ])
    func `conversions use the factors of the wire format`(
        from: String, to: String, number: Double, expected: Double
    ) throws {
        let conversion = try #require(UnitConversion(from: from, to: to))
        #expect(conversion(number) == expected)
    }

    @Test func `one multiplication or division is all`() {
        #expect(UnitConversion(from: "kcal", to: "kJ") == .multiply(by: 4.184))
        #expect(UnitConversion(from: "kJ", to: "kcal") == .divide(by: 4.184))
        #expect(UnitConversion(from: "mi", to: "km") == .multiply(by: 1.609344))
        #expect(UnitConversion(from: "km", to: "mi") == .divide(by: 1.609344))
        #expect(UnitConversion(from: "cm", to: "m") == .divide(by: 100))
        #expect(UnitConversion(from: "kg", to: "lb") == .divide(by: 0.45359237))
        #expect(UnitConversion(from: "km/hr", to: "m/s") == .divide(by: 3.6))
        #expect(UnitConversion(from: "s", to: "min") == .divide(by: 60))
        #expect(UnitConversion(from: "Cal", to: "kcal") == .same)
    }

    @Test func `what measures something else is not converted`() {
        for (from, to) in [
            ("kJ", "km"), ("dBASPL", "Pa"), ("IU", "mg"), ("count", "min"), ("quux", "m"),
        ] {
            #expect(UnitConversion(from: from, to: to) == nil)
        }
        #expect(UnitConversion(from: "quux", to: "quux") == .same)
    }

    @Test(arguments: [
        ("Cal", "kcal"), ("bpm", "count/min"), ("\u{b5}g", "mcg"), ("\u{3bc}g", "mcg"),
        ("ml", "mL"),
        ("mL/min\u{b7}kg", "ml/(kg\u{b7}min)"), ("mL/kg\u{b7}min", "ml/(kg\u{b7}min)"), ("%", "%"),
        ("count", "count"), ("steps", "count"), ("mmol<180.1558800000541>/L", "mmol/L"),
        ("mmol/L", "mmol/L"), ("kcal/(kg\u{b7}hr)", "kcal/hr\u{b7}kg"), ("MET", "kcal/hr\u{b7}kg"),
        ("dBASPL", "dBASPL"), ("km/h", "km/hr"), ("hours", "hr"), ("\u{b5}V", "mcV"),
        ("quux", "quux"),
        ("\u{ba}F", "degF"), ("IU", "IU"), ("watts", "W"), ("appleEffortScore", "appleEffortScore"),
    ])
    func `one spelling is sent`(recorded: String, sent: String) {
        #expect(HealthUnit.wireText(recorded) == sent)
    }

    @Test(arguments: [
        "", "/", "m//s", "m/", "(m", "m)", "m^", "m^x", "mmol<>/L", "mmol<1.2.3>/L", "g<5>", "k",
        "kmin",
        "m m", "((((((((((m))))))))))", String(repeating: "m*", count: 100) + "m", "m^9^9",
        "mmol<99999999999999999999999999999999999999999999>/L",
    ])
    func `what does not parse is nil`(text: String) {
        #expect(HealthUnit(text) == nil)
    }

    @Test func `every unit of the catalogue is known and its two units agree`() {
        for metric in Catalogue.metrics {
            #expect(
                UnitConversion(from: metric.metricUnit, to: metric.usUnit) != nil, "\(metric.name)")
            #expect(HealthUnit.wireText(metric.metricUnit) == metric.metricUnit)
            #expect(HealthUnit.wireText(metric.usUnit) == metric.usUnit)
        }
    }

    @Test(arguments: [
        (0.56, 56.0), (0.57, 57), (0.07, 7), (0.983, 98.3), (0, 0), (1, 100), (0.29, 29),
        (5e-9, 5e-7),
        (0.1234567890123, 12.34567890123), (-0.5, -50), (1.005, 100.5),
    ])
    func `percent numbers are fractions with the point moved`(fraction: Double, number: Double) {
        #expect(Percent.number(ofFraction: fraction) == number)
        #expect(Percent.fraction(ofNumber: number) == fraction)
    }

    @Test func `moving the point is what the decimal text says`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of percent numbers: \(seed)")
        var random = SeededGenerator(seed: seed)
        var wrong: [Double] = []
        for _ in 0..<20_000 {
            let places = Int.random(in: 0...17, using: &random)
            let text = "0.\(UInt64.random(in: 0..<1_000_000_000_000_000_000, using: &random))"
            let fraction = Double(text.prefix(2 + places)) ?? 0
            let expected = Double("\(fraction)e2")
            // A form with an exponent of its own is covered by the examples above.
            guard !"\(fraction)".contains("e") else { continue }
            if Percent.number(ofFraction: fraction) != expected { wrong.append(fraction) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `humidity above one hundred stands in hundredths`() {
        #expect(Percent.humidity(recorded: 7700) == 77)
        #expect(Percent.humidity(recorded: 96) == 96)
    }
}
