/// What one item of a payload, or one row of a file, becomes in the store; usually one document.
public struct PayloadItems: Sendable {
    /// Of form ``Document/Form/item``; their kind is the data key, followed by `.` and the stream's id where a data
    /// type has many streams (`metrics.step_count`). A document stays beside a sample of an
    /// archive that is the same thing, with its unknown keys; who exports makes one record of both.
    public var documents: [Document]
    /// Single measurements: stored like those of an archive, and the same as those of an archive.
    public var samples: [PayloadSample]

    public init(documents: [Document] = [], samples: [PayloadSample] = []) {
        (self.documents, self.samples) = (documents, samples)
    }
}
