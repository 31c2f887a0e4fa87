import Foundation
import HealthModel

/// Automations of the app on their way into a configuration file: planned first, then written.
public struct AutomationImport {
    /// An exported configuration or a link is far smaller; more is the wrong file.
    public static let inputBytesMax = 4 << 20

    public let file: ConfigFile
    /// There is no such file yet.
    public let isNew: Bool
    /// In the order of the inputs.
    public let automations: [ImportedAutomation]

    private let before: [UInt8]
    private let after: String

    /// Reads everything and checks the file that would come of it; changes nothing.
    ///
    /// - Parameters:
    ///   - inputs: JSON configurations and deep links.
    ///   - file: A new one is made when it does not exist.
    /// - Throws: `AppImportError` for an input; `ConfigError` for the file, as it is or as it would be.
    public init(_ inputs: [[UInt8]], into file: ConfigFile, reader: ConfigReader) throws {
        self.file = file
        isNew = PathKind.of(file.path) == .absent
        before = isNew ? [] : try file.load()
        let free = FreePaths(directory: file.directory)
        automations = try inputs.flatMap {
            try ImportedAutomation.read($0, vocabulary: reader.vocabulary, place: free.path(for:))
        }
        after = try AutomationAppender(reader: reader).append(
            automations.map(\.yaml), to: before, name: file.name, directory: file.directory)
    }

    /// Writes the secrets, then the file.
    ///
    /// - Throws: ``FileWriteError``, or `ConfigError` when somebody else has changed the file meanwhile. Nothing
    ///   is left behind then.
    public func write() throws {
        var written: [String] = []
        do {
            for secret in automations.flatMap(\.secrets) {
                let path = file.directory + "/" + secret.path
                try AtomicFile.createSecret(Array((secret.value + "\n").utf8), at: path)
                written.append(path)
            }
            try AtomicFile(file.path).write(Array(after.utf8)) {
                let now = PathKind.of(file.path) == .absent ? [] : try file.load()
                guard now == before else {
                    throw ConfigError(
                        file: file.name,
                        message: "the file was changed by somebody else meanwhile; try again")
                }
            }
        } catch {
            for path in written { try? FileManager.default.removeItem(atPath: path) }
            throw error
        }
    }

    /// Gives away paths at which nothing stands, each once.
    private final class FreePaths {
        private let directory: String
        private var given: Set<String> = []

        init(directory: String) {
            self.directory = directory
        }

        func path(for wish: String) -> String {
            var path = wish
            var number = 1
            while given.contains(path) || PathKind.of(directory + "/" + path) != .absent {
                number += 1
                path = "\(wish)-\(number)"
            }
            given.insert(path)
            return path
        }
    }
}
