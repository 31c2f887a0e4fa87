import HealthPipeline

/// The name of a new plugin and all that follows from it: `SkinTemperature`.
struct PluginName {
    /// Also the folder's, the module's and the beginning of its types' names.
    let name: String

    /// - Parameter taken: Modules that there are.
    /// - Throws: ``CommandFailure`` when it cannot be the name of a module of its own.
    init(_ name: String, taken: [String]) throws {
        let isCamelCase =
            name.utf8.first.map { (0x41...0x5a).contains($0) } == true
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
                    || (0x61...0x7a).contains(byte)
            }
        guard isCamelCase, (2...40).contains(name.utf8.count) else {
            throw CommandFailure(
                .usage,
                "\"\(name)\" cannot be the name of a plugin. Take 2 to 40 letters and digits that begin with a "
                    + "capital, such as Hydration or SkinTemperature.")
        }
        let folded = name.lowercased()
        if let other = (taken + Self.foreign).first(where: { $0.lowercased() == folded }) {
            throw CommandFailure(
                .usage,
                "There is a module \(other) already, so a plugin cannot have that name. Take another one."
            )
        }
        self.name = name
    }

    /// Modules that a plugin of the same name would hide.
    private static let foreign = [
        "ArgumentParser", "Crypto", "Dispatch", "Foundation", "Glibc", "GRDB", "Logging", "Swift",
        "Synchronization", "Testing", "XCTest", "Yams",
    ]

    /// `Skin Temperature`.
    var title: String { words.joined(separator: " ") }
    /// The word for `data_type`: `skin_temperature`.
    var id: String { words.joined(separator: "_").lowercased() }
    /// The key under `data`: `skinTemperature`.
    var dataKey: String {
        (words.first ?? "").lowercased() + words.dropFirst().joined()
    }

    /// `SkinTemperature` has two words, `ECGLead` has `ECG` and `Lead`.
    private var words: [String] {
        Catalogue.displayName(ofTail: name).split(separator: " ").map(String.init)
    }
}
