import Glibc

/// Finds the program of a tap.
public enum TapProgram {
    /// The absolute path of a program.
    ///
    /// - Parameters:
    ///   - name: A name without slash is looked for on the path, anything else starts at `directory`.
    ///   - searchPath: As in `PATH`; `nil` or empty: only paths are found.
    /// - Throws: ``TapFault`` that says where it was looked for.
    public static func find(
        _ name: String, searchPath: String?, directory: String
    ) throws(TapFault) -> String {
        if name.contains("/") {
            let path = name.hasPrefix("/") ? name : directory + "/" + name
            guard isProgram(path) else {
                throw TapFault(
                    .notStarted,
                    "\(path) is not a program that can be run; install the tap there, or change \"tap:\"."
                )
            }
            return path
        }
        let folders = (searchPath ?? "").split(separator: ":").map(String.init)
        for folder in folders where folder.hasPrefix("/") && isProgram(folder + "/" + name) {
            return folder + "/" + name
        }
        throw TapFault(
            .notStarted,
            "\"\(name)\" is not on the PATH (\(folders.joined(separator: ":"))); install it, for example into a "
                + "virtual environment, and give its path in \"tap:\".")
    }

    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return false
        }
        return unsafe access(path, X_OK) == 0
    }
}
