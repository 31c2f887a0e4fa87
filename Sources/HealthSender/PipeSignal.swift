internal import Glibc

/// SIGPIPE of the calling thread.
enum PipeSignal {
    /// Blocks it for this thread, so that writing to a closed connection is an error and not the end.
    static func block() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
