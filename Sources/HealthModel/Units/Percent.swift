/// Percent numbers on the wire (96) and fractions in archive and store (0.96). Section 1.4 of the wire format.
public enum Percent {
    /// The fraction's shortest decimal form with the point moved by two places: 0.56 gives 56 and not the
    /// 56.00000000000001 of a multiplication.
    public static func number(ofFraction fraction: Double) -> Double {
        shift(fraction, by: 2)
    }

    /// The inverse of ``number(ofFraction:)``, for reading payloads.
    public static func fraction(ofNumber number: Double) -> Double {
        shift(number, by: -2)
    }

    /// The percent number of a recorded `HKWeatherHumidity`: above 100 it stands in hundredths (`7700 %`).
    public static func humidity(recorded: Double) -> Double {
        recorded > 100 ? recorded / 100 : recorded
    }

    private static func shift(_ number: Double, by places: Int) -> Double {
        guard number.isFinite else { return number }
        let scaled = (number * 1e6).rounded()
        if scaled.magnitude < 1e15, scaled / 1e6 == number {
            // At most 15 digits name the number, so they are its shortest form, and both operands are whole:
            // the quotient is the nearest double.
            return places > 0 ? scaled / 1e4 : scaled / 1e8
        }
        let text = number.description
        let mantissa = text.prefix { $0 != "e" }
        let exponent = Int(text.dropFirst(mantissa.count + 1)) ?? 0
        return Double("\(mantissa)e\(exponent + places)") ?? number
    }
}
