import Glibc

/// A pipe whose reading end never blocks. Both ends are closed on exec.
struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws(TapFault) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            throw TapFault(
                .notStarted, "A pipe for the tap cannot be made: \(SystemCall.lastError).")
        }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // The two ends have flags of their own: the tap's end goes on blocking.
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }
}
