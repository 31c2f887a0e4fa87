import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Hears from the kernel what happens in a folder, where its file system tells.
///
/// Changes that other machines make to a share are not told, nor is what happens to the folders above; who needs to
/// know looks by itself now and then.
final class FolderWatch {
    private static let bufferBytes = 16 << 10
    /// Fixed size of an event in front of its name; source: inotify(7).
    private static let headBytes = 16

    /// What to hear of.
    struct Events {
        fileprivate var mask: Int32

        /// Files come, and are complete.
        static let arrivals = Events(mask: IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB)
        /// The folder, or files of it, are deleted or moved away.
        static let losses = Events(
            mask: IN_DELETE_SELF | IN_MOVE_SELF | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
    }

    /// What the thread of Dispatch leaves for ours.
    private final class Names: Sendable {
        let closed = Mutex<Set<String>>([])
    }

    private let source: any DispatchSourceRead
    private let names = Names()

    /// Begins to listen.
    ///
    /// - Parameter onChange: Called on a thread of Dispatch after something happened.
    /// - Returns: `nil` where the kernel cannot watch the folder.
    init?(
        _ folder: String, for events: Events = .arrivals,
        onChange: @escaping @Sendable () -> Void
    ) {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { return nil }
        let mask = UInt32(events.mask | IN_ONLYDIR)
        guard unsafe inotify_add_watch(descriptor, folder, mask) >= 0 else {
            close(descriptor)
            return nil
        }
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setCancelHandler { close(descriptor) }
        source.setEventHandler { [names] in
            Self.read(descriptor, into: names)
            onChange()
        }
        source.resume()
    }

    deinit {
        source.cancel()
    }

    /// Names whose writer was done, or that were moved here, since the last call.
    func takeClosed() -> Set<String> {
        names.closed.withLock { names in
            defer { names = [] }
            return names
        }
    }

    private static func read(_ descriptor: Int32, into names: Names) {
        var buffer = [UInt8](repeating: 0, count: bufferBytes)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return }
            let closed = closedNames(buffer[..<count])
            names.closed.withLock { $0.formUnion(closed) }
        }
    }

    /// Names in events that say that a file is complete.
    static func closedNames(_ bytes: ArraySlice<UInt8>) -> [String] {
        var names: [String] = []
        var rest = bytes
        func word(at offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(rest[rest.startIndex + offset + $1]) << (8 * $1) }
        }
        while rest.count >= headBytes {
            let (mask, length) = (word(at: 4), Int(word(at: 12)))
            let name = rest.dropFirst(headBytes).prefix(length).prefix { $0 != 0 }
            if mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO) != 0, !name.isEmpty {
                names.append(String(decoding: name, as: UTF8.self))
            }
            rest = rest.dropFirst(headBytes + length)
        }
        return names
    }
}
