import HealthPipeline

/// What `hae --version` says: the program, and the libraries whose faults matter to it.
enum VersionText {
    static var text: String {
        "hae \(ProgramVersion.number) (SQLite \(Libraries.sqlite), libcurl \(Libraries.curl))"
    }
}
