public import HealthModel
import HealthEncoding
import HealthSinger

/// The store of a workspace as a Singer tap.
public enum StoreTapRun {
    /// What the files say that Singer passes to a tap.
    public struct Files: Sendable {
        /// `--state`; `nil`: from the beginning.
        public var state: [UInt8]?
        /// `--catalog`; `nil`: all streams.
        public var catalogue: [UInt8]?

        public init(state: [UInt8]? = nil, catalogue: [UInt8]? = nil) {
            (self.state, self.catalogue) = (state, catalogue)
        }
    }

    /// Prints the catalogue: the streams that the store has.
    ///
    /// - Throws: An error with status 69 when there is no store.
    public static func discover(
        _ workspace: Workspace, print: @escaping ([UInt8]) throws -> Void
    ) throws {
        try open(workspace, print).discover()
    }

    /// Prints everything that is new since a state.
    ///
    /// - Parameters:
    ///   - start: Rows that begin earlier stay out.
    ///   - activatesVersions: See `StoreTapOptions`.
    /// - Returns: How many records that were.
    /// - Throws: ``BadFile`` for a state or catalogue that is none, an error with status 69 when there is no
    ///   store, and what `print` throws.
    public static func sync(
        _ workspace: Workspace, _ files: Files, start: Instant?, activatesVersions: Bool,
        print: @escaping ([UInt8]) throws -> Void
    ) throws -> Int {
        var options = StoreTapOptions(
            start: start, activatesVersions: activatesVersions, now: workspace.now.instant)
        var state: StoreTapState?
        do {
            if let bytes = files.catalogue {
                options.streams = try StreamSelection.all(ofCatalogue: bytes)
            }
        } catch {
            throw BadFile(option: "--catalog", reason: "\(error)")
        }
        do {
            state = try files.state.map { bytes throws(JSONError) in try StoreTapState(bytes) }
        } catch {
            throw BadFile(option: "--state", reason: "\(error)")
        }
        let tap = try open(workspace, print)
        try tap.sync(options, from: state)
        return tap.records
    }

    /// A file that Singer passed is not what it should be.
    public struct BadFile: StatusError {
        let option: String
        let reason: String
        public var exitStatus: ExitStatus { .badData }
        public var description: String {
            "The file of \(option) is not what Singer puts there (\(reason))."
        }
    }

    private static func open(
        _ workspace: Workspace, _ print: @escaping ([UInt8]) throws -> Void
    ) throws -> StoreTap {
        let store = try workspace.openStore(.readOnly)
        return StoreTap(
            try store.changeReader(), storeID: store.storeID,
            kinds: try store.documentKinds().map(\.kind).uniqued, print: print)
    }
}

extension [String] {
    /// Each once, in the order of the list.
    fileprivate var uniqued: [String] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
