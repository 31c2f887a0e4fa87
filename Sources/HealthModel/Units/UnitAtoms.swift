/// The units that have a name of their own. Sizes: HKUnit.h, and section 3.8 of the wire format.
enum UnitAtoms {
    struct Atom: Sendable {
        var dimension: Dimension
        var ratio: UnitRatio
        var scale: HealthUnit.Scale = .proportional
    }

    /// The atom of a name, with or without a prefix.
    static func atom(_ name: Substring) -> Atom? {
        if let atom = named[String(name)] { return atom }
        for (prefix, exponent) in prefixes where name.hasPrefix(prefix) {
            let rest = String(name.dropFirst(prefix.count))
            guard prefixable.contains(rest), var atom = named[rest],
                let scale = UnitRatio(10).raised(to: exponent),
                let ratio = atom.ratio.times(scale)
            else { continue }
            atom.ratio = ratio
            return atom
        }
        return nil
    }

    /// SI prefixes. HealthKit writes `mc` for 10⁻⁶; both characters that look like a Greek mu are read too.
    private static let prefixes: [(String, Int)] = [
        ("mc", -6), ("\u{b5}", -6), ("\u{3bc}", -6), ("u", -6), ("da", 1), ("f", -15), ("p", -12),
        ("n", -9), ("m", -3), ("c", -2), ("d", -1), ("h", 2), ("k", 3), ("M", 6), ("G", 9),
        ("T", 12),
    ]

    private static let prefixable: Set<String> = [
        "g", "m", "s", "L", "l", "Pa", "J", "cal", "S", "V", "W", "Hz", "mol", "K",
    ]

    private static let named: [String: Atom] = {
        var atoms: [String: Atom] = [:]
        for group in [mass, length, time, volume, mechanical, plain] {
            atoms.merge(group) { first, _ in first }
        }
        return atoms
    }()

    private static func atom(
        _ dimension: Dimension, _ mantissa: UInt128 = 1, decimals: Int = 0,
        scale: HealthUnit.Scale = .proportional
    ) -> Atom {
        let ratio = UnitRatio(mantissa, decimals: decimals)
        assert(ratio != nil)
        return Atom(dimension: dimension, ratio: ratio ?? .one, scale: scale)
    }

    private static let mass: [String: Atom] = {
        let mass = Dimension([.mass: 1])
        return [
            "g": atom(mass), "oz": atom(mass, 28_349_523_125, decimals: 9),
            "lb": atom(mass, 45_359_237, decimals: 5), "st": atom(mass, 635_029_318, decimals: 5),
        ]
    }()

    private static let length: [String: Atom] = {
        let length = Dimension([.length: 1])
        return [
            "m": atom(length), "in": atom(length, 254, decimals: 4),
            "ft": atom(length, 3048, decimals: 4), "yd": atom(length, 9144, decimals: 4),
            "mi": atom(length, 1_609_344, decimals: 3),
        ]
    }()

    private static let time: [String: Atom] = {
        let (time, rate) = (Dimension([.time: 1]), Dimension([.time: -1]))
        return [
            "s": atom(time), "min": atom(time, 60), "hr": atom(time, 3600), "h": atom(time, 3600),
            "d": atom(time, 86_400), "Hz": atom(rate),
        ]
    }()

    private static let volume: [String: Atom] = {
        let volume = Dimension([.length: 3])
        return [
            "L": atom(volume, 1, decimals: 3), "l": atom(volume, 1, decimals: 3),
            "fl_oz_us": atom(volume, 295_735_295_625, decimals: 16),
            "fl_oz_imp": atom(volume, 284_130_625, decimals: 13),
            "pt_us": atom(volume, 473_176_473, decimals: 12),
            "pt_imp": atom(volume, 56_826_125, decimals: 11),
            "cup_us": atom(volume, 2_365_882_365, decimals: 13),
            "cup_imp": atom(volume, 284_130_625, decimals: 12),
        ]
    }()

    /// The base of mass is the gram: 1 J is 1000 g·m²/s².
    private static let mechanical: [String: Atom] = {
        let energy = Dimension([.mass: 1, .length: 2, .time: -2])
        let power = Dimension([.mass: 1, .length: 2, .time: -3])
        let pressure = Dimension([.mass: 1, .length: -1, .time: -2])
        let voltage = Dimension([.mass: 1, .length: 2, .time: -3, .current: -1])
        let conductance = Dimension([.mass: -1, .length: -2, .time: 3, .current: 2])
        return [
            "J": atom(energy, 1000), "cal": atom(energy, 4184), "Cal": atom(energy, 4_184_000),
            "W": atom(power, 1000), "V": atom(voltage, 1000),
            "S": atom(conductance, 1, decimals: 3), "Pa": atom(pressure, 1000),
            "mmHg": atom(pressure, 133_322_387_415, decimals: 6),
            "inHg": atom(pressure, 3_386_389), "cmAq": atom(pressure, 980_665, decimals: 1),
            "atm": atom(pressure, 101_325_000),
        ]
    }()

    private static let plain: [String: Atom] = {
        let temperature = Dimension([.temperature: 1])
        return [
            "count": atom(.none), "%": atom(.none), "1": atom(.none),
            "K": atom(temperature, scale: .kelvin), "degC": atom(temperature, scale: .celsius),
            "degF": Atom(
                dimension: temperature,
                ratio: UnitRatio(5).times(UnitRatio(9).inverse) ?? .one, scale: .fahrenheit),
            "mol": atom(Dimension([.amount: 1])), "IU": atom(Dimension([.internationalUnit: 1])),
            "dBASPL": atom(Dimension([.soundPressureLevel: 1])),
            "dBHL": atom(Dimension([.hearingLevel: 1])),
            "appleEffortScore": atom(Dimension([.effort: 1])),
            "rad": atom(Dimension([.angle: 1])), "lx": atom(Dimension([.illuminance: 1])),
            "D": atom(Dimension([.power: 1])),
        ]
    }()
}
