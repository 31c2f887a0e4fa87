import Foundation
import HealthPlugin

extension AppFields {
    /// Names in the JSON configuration, in lower case, and what they are called in the deep link.
    private static let jsonNames: [String: String] = [
        "name": "name", "urlstring": "url", "url": "url", "requesttimeout": "requesttimeout",
        "exportdatatype": "datatype", "exportformat": "format", "exportversion": "exportversion",
        "exportperiod": "period", "exportaggregation": "interval", "aggregatedata": "aggregatedata",
        "aggregatesleep": "aggregatesleep", "batchrequests": "batchrequests",
        "synccadenceinterval": "syncinterval", "synccadencenumber": "syncquantity",
        "includeroutes": "includeroutes", "includeworkoutmetadata": "includeworkoutmetadata",
        "workoutsmetadainterval": "workoutsmetadatainterval",
        "workoutsmetadatainterval": "workoutsmetadatainterval", "notifyonupdate": "notifyonupdate",
        "notifywhenrun": "notifywhenrun", "enabled": "enabled",
    ]
    /// What other keys repeat or what concerns other destinations than REST.
    private static let withoutMeaning: Set<String> = [
        "configschemaversion", "exportdestination", "exportfilelength", "includeworkouts",
        "includehealthmetrics", "includesymptoms", "includeecg", "includeheartratenotifications",
        "includestateofmind", "includecycletracking", "includemedications", "id",
    ]

    /// Takes one automation of the app's JSON configuration apart.
    ///
    /// - Throws: `AppImportError` when it is of another destination than REST.
    init(json object: [JSONValue.Member]) throws(AppImportError) {
        for member in object where member.value != .null {
            let key = member.key.lowercased()
            if key == "exportdestination", let destination = member.value.string,
                destination.lowercased() != "restapi"
            {
                throw AppImportError(
                    description:
                        "this automation sends to \(destination); only those of type REST API "
                        + "can be taken over")
            }
            switch key {
            case "headers": try setHeaders(member.value)
            case "metrics": metrics = member.value.array?.compactMap(\.string)
            case "workouttypes": values["workouttypes"] = AppFields.listText(member.value)
            case _ where AppFields.withoutMeaning.contains(key): continue
            default: set(member)
            }
        }
    }

    private mutating func set(_ member: JSONValue.Member) {
        guard let name = AppFields.jsonNames[member.key.lowercased()] else {
            if !AppFields.isEmpty(member.value) {
                notes.append("\"\(member.key)\" has no equal and is left out")
            }
            return
        }
        switch member.value {
        case .string(let text): values[name] = text
        case .bool(let flag): values[name] = flag ? "true" : "false"
        case .number(let number):
            values[name] = Int(exactly: number).map(String.init) ?? "\(number)"
        case .null, .array, .object:
            notes.append("\"\(member.key)\" is not a single value and is left out")
        }
    }

    /// A list of objects with one pair each, one object, or either of them as JSON in Base64.
    private mutating func setHeaders(_ value: JSONValue) throws(AppImportError) {
        switch value {
        case .array(let items):
            for item in items { try setHeaders(item) }
        case .object(let members):
            for member in members { headers.append((member.key, member.value.string ?? "")) }
        case .string(let text) where text.isEmpty: break
        case .string(let text):
            guard let data = Data(base64Encoded: text),
                let inner = try? JSONParser.parse(Array(data)),
                inner.string == nil
            else {
                throw AppImportError(description: "\"headers\" is neither a list nor Base64 of one")
            }
            try setHeaders(inner)
        case .null, .bool, .number:
            throw AppImportError(description: "\"headers\" is neither a list nor Base64 of one")
        }
    }

    private static func listText(_ value: JSONValue) -> String {
        (value.array ?? []).compactMap { $0.string ?? $0.number.map { "\($0)" } }
            .joined(separator: ",")
    }

    /// A switch that is off or a list without entries asks for nothing.
    private static func isEmpty(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool(false), .string(""), .array([]), .object([]): true
        default: false
        }
    }
}
