public import HealthModel

/// Why an archive cannot be read on: one sentence with the file, the place in it, what was wrong and what to do.
///
/// Whoever catches it rolls back; nothing that was handed over before counts. Source: section 19 of the archive
/// reference.
public struct SourceError: StatusError, Equatable {
    /// What went wrong; texts may change, codes do not.
    public enum Code: String, Sendable, CaseIterable {
        case notFound, permission, io
        case empty, notAnArchive, noHealthData, severalMainFiles, noSuchMember
        case truncated, checksum, brokenStream, wrongSize, unsupported
        case bomb, overlap, limit
        // Of payloads and files of the app.
        case malformed, unknownHeader
    }

    public var code: Code
    /// The file as the user named it, for standard input `standard input`.
    public var file: String
    /// The member of the archive or the file in the folder, when it is one of them.
    public var member: String?
    /// The byte at fault, counted in the uncompressed member, or in the archive when there is no member.
    public var position: Int64?
    /// What happened, a phrase without a full stop.
    public var problem: String
    /// What the user can do, a phrase without a full stop.
    public var remedy: String

    public init(
        _ code: Code, file: String, member: String? = nil, position: Int64? = nil, problem: String,
        remedy: String
    ) {
        (self.code, self.file, self.member, self.position) = (code, file, member, position)
        (self.problem, self.remedy) = (problem, remedy)
    }

    public var exitStatus: ExitStatus {
        switch code {
        case .permission: .permission
        case .io: .io
        default: .badData
        }
    }

    public var description: String {
        var text = file
        if let member { text += ": \(member)" }
        if let position { text += ", byte \(position)" }
        return "\(text): \(problem); \(remedy)"
    }

    /// Whether whole elements before the fault may be kept when the user asks for it.
    var isSalvageable: Bool {
        switch code {
        case .truncated, .checksum, .brokenStream, .wrongSize, .malformed: true
        default: false
        }
    }
}
