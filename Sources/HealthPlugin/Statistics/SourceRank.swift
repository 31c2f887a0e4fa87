/// How much a sample counts where several sources measured at once; less is better.
///
/// The order is that of HealthKit as far as it is known (entries by hand, then the user's order, then Apple's
/// devices, then others), made total by the source's name. Samples of equal rank come from one source and add up.
public struct SourceRank: Hashable, Comparable, Sendable, BitwiseCopyable {
    public enum Group: UInt8, Sendable, CaseIterable {
        /// The source that a workout came from, inside that workout.
        case own
        /// Entered by hand.
        case manual
        /// On the list of preferred sources, by its place there.
        case preferred
        case apple
        case other
    }

    /// Group (8 bits), place (24), source (32), so that one comparison is the order.
    private let bits: UInt64

    /// - Parameters:
    ///   - place: In the list of preferred sources, from 0; only within ``Group/preferred``.
    ///   - source: The index in a ``SourceTable``, which is in the order of the names.
    public init(group: Group, place: Int = 0, source: Int32) {
        let place = UInt64(clamping: min(place, 1 << 24 - 1))
        bits = UInt64(group.rawValue) << 56 | place << 32 | UInt64(UInt32(bitPattern: source))
    }

    public var source: Int32 {
        Int32(bitPattern: UInt32(truncatingIfNeeded: bits))
    }

    public var group: Group {
        Group(rawValue: UInt8(truncatingIfNeeded: bits >> 56)) ?? .other
    }

    public static func < (left: SourceRank, right: SourceRank) -> Bool {
        left.bits < right.bits
    }
}
