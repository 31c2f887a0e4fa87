import Glibc
public import HealthModel

/// A file that could not be written; what was there before is still there.
public struct FileWriteError: StatusError, Hashable {
    /// Absolute.
    public var path: String
    /// An errno.
    var code: Int32

    init(path: String, code: Int32) {
        (self.path, self.code) = (path, code)
    }

    public var exitStatus: ExitStatus {
        switch code {
        case EACCES, EPERM, EROFS: .permission
        case EEXIST: .failed
        default: .io
        }
    }

    public var description: String {
        if code == EEXIST { return "\(path) is there already and was left alone." }
        let reason = unsafe String(cString: strerror(code))
        return "\(path) could not be written: \(reason). Nothing was changed."
    }
}
