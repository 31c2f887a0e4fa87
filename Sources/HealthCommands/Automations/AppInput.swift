import Foundation
import HealthPipeline

/// What stands behind an argument of `hae automations import`.
enum AppInput {
    /// The bytes of a deep link, a file, or standard input.
    static func read(_ argument: String, in folder: String) throws -> [UInt8] {
        if argument.lowercased().hasPrefix("com.healthexport:") { return Array(argument.utf8) }
        let handle: FileHandle
        if argument == "-" {
            handle = .standardInput
        } else {
            let path = ConfigPath.absolute(
                argument, in: folder, home: GlobalOptions.environment["HOME"])
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw CommandFailure(
                    FileManager.default.fileExists(atPath: path) ? .permission : .badData,
                    "\(argument) cannot be read; give a file with the app's JSON, a link "
                        + "com.HealthExport://automation?…, or - for standard input.")
            }
            handle = file
        }
        let bytes: [UInt8]
        do {
            bytes = Array(
                try handle.read(upToCount: AutomationImport.inputBytesMax + 1) ?? Data())
        } catch {
            throw CommandFailure(.io, "\(argument) could not be read: \(error)")
        }
        guard bytes.count <= AutomationImport.inputBytesMax else {
            throw CommandFailure(
                .badData,
                "\(argument) has more than \(AutomationImport.inputBytesMax >> 20) MiB; is this the right file?"
            )
        }
        return bytes
    }
}
