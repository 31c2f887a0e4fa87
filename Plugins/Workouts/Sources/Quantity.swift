import HealthPlugin

/// A number with its unit, in the wire's spelling of the unit: `{q}` in the wire format.
struct Quantity: Sendable, Equatable {
    var number: Double
    var unit: String

    init(_ number: Double, _ unit: String) {
        (self.number, self.unit) = (number, HealthUnit.wireText(unit))
    }

    /// Nothing, in a unit that is spelled as given.
    static func zero(_ unit: String) -> Quantity {
        var quantity = Quantity(0, "")
        quantity.unit = unit
        return quantity
    }

    /// A number and a unit as the archive holds them; `nil` when there is no number.
    init?(_ number: String?, _ unit: String?) {
        guard let number = number.flatMap(Double.init), number.isFinite else { return nil }
        self.init(number, unit ?? "")
    }

    /// A value of metadata: `50 m`.
    init?(metadata text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let number = parts.first else { return nil }
        self.init(String(number), parts.count > 1 ? String(parts[1]) : nil)
    }

    /// The same in another unit, which is spelled as given; `nil` when the units measure different things.
    func converted(to target: String) -> Quantity? {
        guard let conversion = UnitConversion(from: unit, to: target) else { return nil }
        var converted = self
        (converted.number, converted.unit) = (conversion(number), target)
        return converted
    }

    func write(_ key: String, unit: String? = nil, to json: inout JSONWriter) {
        guard number.isFinite else { return }
        json.key(key)
        json.object {
            $0.number("qty", number)
            $0.string("units", unit ?? self.unit)
        }
    }
}

extension ItemFields {
    /// Takes a quantity; a date or source beside it is of no interest.
    mutating func quantityIfPresent(
        _ key: String, unit: String
    ) throws(ItemError) -> Quantity? {
        guard let value = take(key) else { return nil }
        guard value.object != nil else { throw ItemError(key: key, "is not a quantity") }
        do throws(ItemError) {
            var fields = try ItemFields(value, zone: zone)
            guard let number = try fields.numberIfPresent("qty") else { return nil }
            return Quantity(number, try fields.textIfPresent("units") ?? unit)
        } catch {
            throw error.within(key)
        }
    }
}
