/// Puts the points of one bucket in the order of the wire: by the joined names of their sources, then by tag.
///
/// Only needed where one bucket has points of several tags; holds those of one bucket. Section 3.1 of the wire format.
public struct PointOrder {
    private var held: [(point: BucketPoint, source: String)] = []

    public init() {}

    /// Takes the next point; those of an earlier bucket are passed first, with their joined names.
    public mutating func add(
        _ point: BucketPoint, names: SourceTable, _ emit: (BucketPoint, String) throws -> Void
    ) rethrows {
        if let first = held.first, first.point.bucket != point.bucket { try finish(emit) }
        held.append((point, names.joined(point.sources)))
    }

    /// Passes what is left.
    public mutating func finish(_ emit: (BucketPoint, String) throws -> Void) rethrows {
        held.sort { left, right in
            let (leftName, rightName) = (left.source.utf8, right.source.utf8)
            guard leftName.elementsEqual(rightName) else {
                return leftName.lexicographicallyPrecedes(rightName)
            }
            return left.point.tag < right.point.tag
        }
        for (point, source) in held { try emit(point, source) }
        held.removeAll(keepingCapacity: true)
    }
}
