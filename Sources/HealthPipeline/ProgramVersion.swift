/// The version that `hae --version` and the User-Agent header tell.
public enum ProgramVersion {
    public static let number = "1.0.0"
}
