import HealthPipeline

/// A command's own reason to stop, in a sentence.
struct CommandFailure: StatusError {
    let exitStatus: ExitStatus
    let description: String

    init(_ exitStatus: ExitStatus, _ description: String) {
        (self.exitStatus, self.description) = (exitStatus, description)
    }
}
