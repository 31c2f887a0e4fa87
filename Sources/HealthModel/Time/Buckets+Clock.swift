extension Buckets {
    /// The bucket of a whole number of seconds, counted on the local clock from midnight.
    ///
    /// Within one span of constant offset this is arithmetic. At a change of offset the bucket is carried over
    /// when the clock shows the same bucket on both sides, unless it was turned back by the length of a
    /// bucket or more.
    func clockRange(containing seconds: Int64, size: Int64, _ cursor: inout ZoneCursor)
        -> Range<Instant>
    {
        let span = cursor.span(at: seconds)
        let local = floorDivide(span.local(seconds), by: size) * size
        let start = local - Int64(span.offset)
        let end = start + size
        guard start < span.start || end >= span.end else {
            return Instant(seconds: start)..<Instant(seconds: end)
        }
        return Instant(
            seconds: firstInstant(of: local, size: size, from: span))..<Instant(
                seconds: endInstant(of: local, size: size, from: span))
    }

    private func firstInstant(of local: Int64, size: Int64, from span: ZoneSpan) -> Int64 {
        var span = span
        while local - Int64(span.offset) < span.start {
            let before = zone.span(at: span.start - 1)
            let shown = floorDivide(before.local(span.start - 1), by: size) * size
            guard shown == local, Int64(before.offset) - Int64(span.offset) < size else {
                return span.start
            }
            span = before
        }
        return local - Int64(span.offset)
    }

    private func endInstant(of local: Int64, size: Int64, from span: ZoneSpan) -> Int64 {
        var span = span
        while local + size - Int64(span.offset) >= span.end {
            let after = zone.span(at: span.end)
            let shown = floorDivide(after.local(span.end), by: size) * size
            guard shown == local, Int64(span.offset) - Int64(after.offset) < size else {
                return span.end
            }
            span = after
        }
        return local + size - Int64(span.offset)
    }
}
