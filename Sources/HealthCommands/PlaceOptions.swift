import ArgumentParser

/// Where the program finds its things, and how much it says: all that every command takes but the clock.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration file (default: $HAE_CONFIG, ./hae.yaml, ~/.config/hae/hae.yaml).",
            valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The folder with all state (default: spool: of the configuration, else ./spool).",
            valueName: "dir"))
    var spool: String?

    @Flag(name: .shortAndLong, help: "Say more on standard error.")
    var verbose = false

    @Flag(help: "Say nothing on standard error but errors.")
    var quiet = false

    func validate() throws {
        if verbose, quiet { throw ValidationError("--verbose and --quiet exclude each other.") }
    }
}
