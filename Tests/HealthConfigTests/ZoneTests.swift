import Foundation
import HealthModel
import Testing

@testable import HealthConfig

/// The time zone database and the system's zone.
@Suite struct ZoneTests {
    private func printed<Value>(_ body: () throws -> Value) -> String {
        do { return "\(try body())" } catch { return "\(error)" }
    }

    /// A machine with a database of two zones, copied from the real one, and an empty `etc`.
    private func withMachine(_ body: (_ root: String, _ zones: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let root = folder + "/"
            let zones = root + "usr/share/zoneinfo"
            let files = FileManager.default
            try files.createDirectory(atPath: zones + "/Europe", withIntermediateDirectories: true)
            try files.createDirectory(atPath: root + "etc", withIntermediateDirectories: true)
            for name in ["Europe/Berlin", "UTC"] {
                let bytes = try ZoneLoader(environment: [:]).bytes(of: name)
                try Data(bytes).write(to: URL(filePath: zones + "/" + name))
            }
            try body(root, zones)
        }
    }

    private func system(
        _ root: String, _ zones: String, _ environment: [String: String] = [:]
    ) -> String {
        printed {
            try ZoneLoader(folders: [zones], environment: environment, root: root).systemZoneName()
        }
    }

    @Test func `zones of the database become tables`() throws {
        let berlin = try ZoneLoader(environment: [:]).table(named: "Europe/Berlin")
        #expect(berlin.name == "Europe/Berlin")
        #expect(berlin.offset(at: Instant(seconds: 1_720_000_000)) == 7200)
        #expect(berlin.offset(at: Instant(seconds: 1_705_000_000)) == 3600)
    }

    @Test func `names are those of zones only`() throws {
        let names = ZoneLoader(environment: [:]).names()
        #expect(names.contains("Europe/Berlin") && names.contains("UTC"))
        #expect(
            !names.contains { $0.hasPrefix("posix/") || $0.hasPrefix("right/") || $0.contains(".") }
        )
        #expect(names == names.sorted())
    }

    @Test(arguments: [
        "../../etc/passwd", "/etc/passwd", "Europe/../UTC", "Europe", "Europe/", "", ".",
        "right/UTC",
        "tzdata.zi", "Europe//Berlin", "Europe/Berlin\0", "europe/berlim",
    ]) func `nothing else is a name`(name: String) {
        let error = #expect(throws: ZoneError.self) {
            try ZoneLoader(environment: [:]).bytes(of: name)
        }
        #expect(error?.isUnknownName == true)
    }

    @Test func `unknown names get the nearest one`() {
        let loader = ZoneLoader(environment: [:])
        #expect(
            printed { try loader.bytes(of: "europe/berlin") }
                == "there is no time zone \"europe/berlin\"; did you mean \"Europe/Berlin\"?")
        #expect(
            printed { try loader.bytes(of: "America/New York") }
                == "there is no time zone \"America/New York\"; did you mean \"America/New_York\"?")
        #expect(
            printed { try loader.bytes(of: "Mars/Olympus") }
                == "there is no time zone \"Mars/Olympus\"")
    }

    @Test func `a machine without database is told what to install`() {
        let loader = ZoneLoader(folders: ["/nowhere/zoneinfo"], environment: ["TZDIR": "/never"])
        #expect(
            printed { try loader.bytes(of: "UTC") }
                == "no time zone database in /never, /nowhere/zoneinfo; install the package tzdata")
        #expect(loader.names() == [])
        #expect(
            mistakes(in: "timezone: Europe/Berlin") == "",
            "the real database must be there for the other tests")
    }

    @Test func `damaged files are not unknown names`() throws {
        try withMachine { root, zones in
            try Data("rubbish".utf8).write(to: URL(filePath: zones + "/Europe/Berlin"))
            let loader = ZoneLoader(folders: [zones], root: root)
            #expect(
                printed { try loader.table(named: "Europe/Berlin") }
                    == "\(zones)/Europe/Berlin is not a time zone file; install the package tzdata again"
            )
            try Data("TZif2".utf8).write(to: URL(filePath: zones + "/Europe/Berlin"))
            #expect(
                printed { try loader.table(named: "Europe/Berlin") }
                    .hasPrefix("the file of time zone \"Europe/Berlin\" cannot be read: "))
        }
    }

    @Test(arguments: [
        ("Europe/Berlin", "Europe/Berlin"), (":Europe/Berlin", "Europe/Berlin"), ("", "UTC"),
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        (
            "CET-1CEST",
            "the system's time zone has no name that TZ tells; set timezone: in the configuration, for example "
                + "timezone: Europe/Berlin"
        ),
        ("Europe/Berln", "there is no time zone \"Europe/Berln\"; did you mean \"Europe/Berlin\"?"),
    ]) func `TZ names the system's zone`(setting: String, expected: String) throws {
        try withMachine { root, zones in
            #expect(system(root, zones, ["TZ": setting]) == expected)
        }
    }

    @Test func `without TZ the link counts, then the name, then UTC`() throws {
        try withMachine { root, zones in
            let files = FileManager.default
            #expect(system(root, zones) == "UTC")
            try Data("# set by hand\nEurope/Berlin\n".utf8).write(
                to: URL(filePath: root + "etc/timezone"))
            #expect(system(root, zones) == "Europe/Berlin")
            try files.createSymbolicLink(
                atPath: root + "etc/localtime", withDestinationPath: "../usr/share/zoneinfo/UTC")
            #expect(system(root, zones) == "UTC")
            try files.removeItem(atPath: root + "etc/localtime")
            try files.removeItem(atPath: root + "etc/timezone")
            try files.copyItem(atPath: zones + "/Europe/Berlin", toPath: root + "etc/localtime")
            #expect(
                system(root, zones)
                    == "the system's time zone has no name that /etc/localtime tells; set timezone: in the "
                    + "configuration, for example timezone: Europe/Berlin")
        }
    }
}
