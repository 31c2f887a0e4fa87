import HealthModel

/// How a source signs its records: name, version and device, which change over the years.
struct SourceCard {
    let name: String
    let version: String?
    /// The text of the device behind its pointer, escaped; nil without a device.
    let device: String?

    init(_ source: SyntheticSource, on day: CivilDate, options: SyntheticOptions) {
        // A new system every half year or so.
        let age = Int((day.dayNumber - options.firstDay.dayNumber) / 190)
        let system = "\(15 + age / 2).\(age % 2 == 0 ? 1 : 5)"
        let watchSystem = "\(8 + age / 2).\(age % 2 == 0 ? 1 : 6)"
        switch source {
        case .manual: self.init(source.fixedName, system, nil)
        case .phone:
            let hardware = age < 6 ? "iPhone90,1" : "iPhone99,1"
            self.init(
                options.phoneName, system, Self.device("iPhone", "iPhone", hardware, system)
            )
        case .watch:
            self.init(
                options.watchName, watchSystem,
                Self.device("Apple Watch", "Watch", "Watch9,9", watchSystem)
            )
        case .strap:
            let device =
                "&gt;, name:EX STRAP, manufacturer:Example Ltd., model:H1, hardware:H1, "
                + "firmware:1.0, software:1.0, localIdentifier:0A1B2C3D, "
                + "creation date:2031-01-02 03:04:05 +0000&gt;"
            self.init(source.fixedName, "4", device)
        case .pedometer, .scale, .sleepApp, .gym, .food, .meter, .pump, .cuff, .brush:
            self.init(source.fixedName, source == .brush ? nil : "\(3 + age)", nil)
        }
    }

    private init(_ name: String, _ version: String?, _ device: String?) {
        self.name = name
        self.version = version
        self.device = device
    }

    private static func device(
        _ name: String, _ model: String, _ hardware: String, _ software: String
    ) -> String {
        "&gt;, name:\(name), manufacturer:Apple Inc., model:\(model), hardware:\(hardware), "
            + "software:\(software)&gt;"
    }

    /// Which span of days has the same cards; other spans have others.
    static func span(of day: CivilDate, options: SyntheticOptions) -> Int {
        Int((day.dayNumber - options.firstDay.dayNumber) / 190)
    }
}
