import ArgumentParser

/// What every command that changes messages takes.
struct ChangeFlags: ParsableArguments {
    @Flag(help: "Only report what would change.")
    var dryRun = false

    @Flag(help: "One JSON document on standard output: hae.outbox.change/1.")
    var json = false
}
