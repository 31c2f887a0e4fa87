/// Whose bytes are read: makes the errors that stop the reading of a payload.
struct FilePlace: Sendable {
    /// As the user named it.
    var input: String
    /// The file in the folder, when the input is one.
    var member: String?

    /// What rejects and warnings call it.
    var name: String { member ?? input }

    func malformed(at offset: Int64, expected: String) -> SourceError {
        error(
            .malformed, at: offset, "this is not JSON: \(expected) was expected",
            "save the payload again, or keep what is whole before that place with --salvage")
    }

    func truncated(at offset: Int64) -> SourceError {
        error(
            .truncated, at: offset, "the file ends in the middle of the JSON",
            "save the payload again, or keep what is whole with --salvage")
    }

    func error(
        _ code: SourceError.Code, at offset: Int64? = nil, _ problem: String, _ remedy: String
    ) -> SourceError {
        SourceError(
            code, file: input, member: member, position: offset, problem: problem, remedy: remedy)
    }
}
