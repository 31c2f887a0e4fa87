import HealthPlugin

/// A code of a medication in some system of codes.
struct Coding {
    var code: String
    var system: String?
    var version: String?
    var unknown: [JSONValue.Member] = []

    /// Whether more than the code is known, which is all that CSV has.
    var isFull: Bool { system != nil || version != nil || !unknown.isEmpty }

    static func all(in fields: inout ItemFields) throws(ItemError) -> [Coding] {
        var codings: [Coding] = []
        for (index, value) in try fields.array("codings").enumerated() {
            do throws(ItemError) {
                codings.append(try Coding(value, zone: fields.zone))
            } catch {
                throw error.within("codings[\(index)]")
            }
        }
        return codings
    }

    func write(to json: inout JSONWriter) {
        json.object {
            $0.string("code", code)
            $0.string("system", system)
            $0.string("version", version)
            $0.members(unknown)
        }
    }
}

extension Coding {
    private init(_ value: JSONValue, zone: ZoneTable) throws(ItemError) {
        var fields = try ItemFields(value, zone: zone)
        code = try fields.text("code")
        system = try fields.textIfPresent("system")
        version = try fields.textIfPresent("version")
        unknown = fields.rest
    }
}
