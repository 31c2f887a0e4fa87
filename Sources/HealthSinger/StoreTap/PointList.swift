import HealthPlugin

/// Points that stand beside a document in the store, as a list in its record; raw values are the fields.
///
/// A list and not a stream of its own: a route that was recorded anew replaces the old one as a whole, with no
/// point of it left behind.
enum PointList: String {
    case route, voltages

    init?(ofKind kind: String) {
        switch kind {
        case Route.kind: self = .route
        // Of archives, and of the app's payloads.
        case Electrocardiogram.kind, "ecg": self = .voltages
        default: return nil
        }
    }

    var schema: String {
        switch self {
        case .voltages: #"{"type":["array","null"],"items":{"type":["number","null"]}}"#
        case .route:
            #"{"type":["array","null"],"items":{"type":"object","properties":{"#
                + RoutePoint.members.map { #""\#($0.name)":{"type":["number","null"]}"# }
                .joined(separator: ",") + "}}}"
        }
    }

    /// Writes the points of a document, `null` where it has none.
    func write(
        of document: StoredDocument, from store: any StoreReader, to json: inout JSONWriter
    ) throws {
        let series = self == .route ? Route.seriesName : Electrocardiogram.seriesName
        guard !document.isGone, document.series.contains(where: { $0.name == series }) else {
            return json.null()
        }
        json.beginArray()
        switch self {
        case .voltages:
            try NumberSeries.forEach(series, of: document.id, in: store) { json.number($0) }
        case .route:
            try RoutePoint.forEach(of: document.id, in: store) { point in
                json.object {
                    for (name, member) in RoutePoint.members {
                        $0.key(name)
                        $0.number(point[keyPath: member])
                    }
                }
            }
        }
        json.endArray()
    }
}

extension RoutePoint {
    /// Names on the wire of Singer; `time` in seconds since 1970, units as in the store.
    fileprivate static var members: [(name: String, KeyPath<RoutePoint, Double>)] {
        [
            ("time", \.time), ("latitude", \.latitude), ("longitude", \.longitude),
            ("altitude", \.altitude), ("speed", \.speed), ("course", \.course),
            ("horizontal_accuracy", \.horizontalAccuracy),
            ("vertical_accuracy", \.verticalAccuracy),
        ]
    }
}
