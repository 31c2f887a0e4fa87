import Foundation

/// Finding and loading the configuration file.
public struct ConfigFile: Hashable, Sendable {
    /// As the user named it, or as it was found; stands in front of mistakes.
    public var name: String
    /// The absolute path.
    public var path: String

    /// The folder at which relative paths of the configuration start.
    public var directory: String {
        ConfigPath.absolute("..", in: path, home: nil)
    }

    /// The file to read: `--config`, else `$HAE_CONFIG`, else the first that exists of `./hae.yaml`
    /// and `~/.config/hae/hae.yaml`; `nil` when there is none.
    ///
    /// A file that is named and does not exist is found by ``load()``, not here.
    public static func find(
        named option: String?, environment: [String: String], workingDirectory: String
    ) -> ConfigFile? {
        let home = environment["HOME"]
        let variable = environment["HAE_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if let name = option ?? variable {
            return ConfigFile(
                name: name, path: ConfigPath.absolute(name, in: workingDirectory, home: home))
        }
        let places = ["hae.yaml"] + (home.map { [$0 + "/.config/hae/hae.yaml"] } ?? [])
        for place in places {
            let path = ConfigPath.absolute(place, in: workingDirectory, home: home)
            if PathKind.of(path) != .absent {
                return ConfigFile(name: place, path: path)
            }
        }
        return nil
    }

    /// The file to write: the one to read, else a new `hae.yaml` in the working directory.
    public static func findOrNew(
        named option: String?, environment: [String: String], workingDirectory: String
    ) -> ConfigFile {
        find(named: option, environment: environment, workingDirectory: workingDirectory)
            ?? ConfigFile(
                name: "hae.yaml",
                path: ConfigPath.absolute(
                    "hae.yaml", in: workingDirectory, home: environment["HOME"]))
    }

    /// The bytes of the file, one more than allowed at most.
    ///
    /// - Throws: `ConfigError` when it does not exist or cannot be read.
    public func load() throws(ConfigError) -> [UInt8] {
        let kind = PathKind.of(path)
        guard kind != .absent else {
            throw ConfigError(
                file: name, message: "there is no such file; hae init writes one")
        }
        guard kind != .folder else {
            throw ConfigError(
                file: name,
                message: "this is a folder; name the file in it, such as \(name)/hae.yaml")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw ConfigError(
                file: name, message: "the file cannot be read; make it readable for this user",
                isPermission: true)
        }
        do {
            return Array(try handle.read(upToCount: SourceText.bytesMax + 1) ?? Data())
        } catch {
            throw ConfigError(
                file: name, message: "the file cannot be read: \(error.localizedDescription)")
        }
    }
}

extension ConfigReader {
    /// Finds and reads the configuration; without a file the defaults, with paths that start at the
    /// working directory.
    ///
    /// - Throws: `ConfigError` with everything that is wrong.
    public func read(
        named option: String?, workingDirectory: String
    ) throws(ConfigError) -> HaeConfig {
        let found = ConfigFile.find(
            named: option, environment: environment, workingDirectory: workingDirectory)
        guard let file = found else { return try defaults(directory: workingDirectory) }
        return try read(try file.load(), name: file.name, directory: file.directory)
    }
}
