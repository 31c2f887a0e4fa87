extension Buckets {
    /// The bucket of a whole number of seconds, counted on the local clock from midnight; a change of offset
    /// ends it, so that an hour which the clock shows twice makes two.
    func clockRange(
        containing seconds: Int64, size: Int64, _ cursor: inout ZoneCursor
    ) -> Range<Instant> {
        let span = cursor.span(at: seconds)
        let start = floorDivide(span.local(seconds), by: size) * size - Int64(span.offset)
        return Instant(
            seconds: max(start, span.start))..<Instant(seconds: min(start + size, span.end))
    }
}
