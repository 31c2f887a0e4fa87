/// What a program said, and how it ended.
public struct ProgramResult: Sendable {
    public var status: Int32
    public var output: String
    public var errors: String
}
