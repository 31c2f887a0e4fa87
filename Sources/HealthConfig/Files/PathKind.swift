import Glibc

/// What stands at a path, links followed.
enum PathKind {
    case absent
    case folder
    case file

    static func of(_ path: String) -> PathKind {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return .absent }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }
}
