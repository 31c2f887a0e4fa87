import Dispatch

#if canImport(Glibc)
    import Glibc
#endif

/// Hears SIGTERM, SIGINT and SIGHUP on threads of its own, which nothing else keeps busy.
final class DaemonSignals {
    private let sources: [any DispatchSourceSignal]

    /// Begins to hear; from here on none of the three ends the process by itself.
    ///
    /// - Parameters:
    ///   - onStop: Called for each SIGTERM and SIGINT.
    ///   - onReload: Called for each SIGHUP, one call after the other; it may take its time.
    init(
        onStop: @escaping @Sendable () -> Void, onReload: @escaping @Sendable () -> Void
    ) {
        let stops = DispatchQueue(label: "hae stop", qos: .userInteractive)
        let reloads = DispatchQueue(label: "hae reload")
        // Whoever started this program may have them blocked: one that waits would be forgotten below.
        var waiting = sigset_t()
        unsafe sigpending(&waiting)
        sources = [(SIGTERM, stops, onStop), (SIGINT, stops, onStop), (SIGHUP, reloads, onReload)]
            .map { number, queue, action in
                if unsafe sigismember(&waiting, number) == 1 { queue.async(execute: action) }
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler(handler: action)
                source.resume()
                return source
            }
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
