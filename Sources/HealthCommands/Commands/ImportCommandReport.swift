import HealthPipeline

/// `hae.import/1`: the books of one import.
struct ImportCommandReport: Report {
    static let schema = "hae.import/1"

    let outcome: ImportOutcome

    func writeMembers(to json: inout JSONWriter) {
        let total = outcome.stored?.total
        let (inserted, duplicates) = (total?.inserted ?? 0, total?.duplicates ?? 0)
        json.key("file")
        json.string(outcome.file)
        json.key("identical")
        json.bool(outcome.identicalTo != nil)
        json.key("generation")
        json.integer(outcome.stored?.generation ?? outcome.identicalTo?.generation ?? 0)
        json.key("records")
        json.integer(inserted + duplicates + outcome.rejected)
        json.key("inserted")
        json.integer(inserted)
        json.key("duplicates")
        json.integer(duplicates)
        json.key("rejected")
        json.integer(outcome.rejected)
        json.key("gone")
        json.integer(total?.gone ?? 0)
        json.key("warnings")
        json.array {
            for warning in outcome.read.warnings {
                $0.object {
                    $0.key("code")
                    $0.string(warning.code.rawValue)
                    $0.key("count")
                    $0.integer(warning.count)
                    $0.key("first")
                    $0.object {
                        $0.key("file")
                        $0.string(warning.file)
                        $0.key("offset")
                        $0.integer(warning.offset)
                    }
                    $0.key("example")
                    $0.string(warning.example)
                }
            }
        }
        json.key("types")
        json.object {
            for (type, tally) in (outcome.stored?.types ?? [:]).sorted(by: { $0.key < $1.key }) {
                $0.key(type)
                $0.object {
                    $0.key("inserted")
                    $0.integer(tally.inserted)
                    $0.key("duplicates")
                    $0.integer(tally.duplicates)
                    $0.key("gone")
                    $0.integer(tally.gone)
                }
            }
        }
        json.key("members")
        json.array {
            for member in outcome.read.members {
                $0.object {
                    $0.key("name")
                    $0.string(member.name)
                    $0.key("size")
                    $0.integer(member.size)
                    $0.key("kind")
                    $0.string(member.kind.rawValue)
                    $0.key("outcome")
                    $0.string(member.outcome.rawValue)
                }
            }
        }
        json.key("seconds")
        json.number(outcome.seconds)
    }

    var lines: [String] {
        if let known = outcome.identicalTo {
            return [
                "\(outcome.file): this very file was imported before (import \(known.generation)); nothing to do"
            ]
        }
        guard let stored = outcome.stored else { return [] }
        let total = stored.total
        let all = total.inserted + total.duplicates + outcome.rejected
        let megabytes = Double(outcome.read.inflatedBytes) / 1e6
        var lines = [
            "\(outcome.file): \(Humanize.count(all)) records read, "
                + "\(Humanize.count(total.inserted)) new, "
                + "\(Humanize.count(total.duplicates)) known already, "
                + "\(Humanize.count(outcome.rejected)) rejected, \(Humanize.count(total.gone)) gone",
            "  import \(stored.generation), \(Humanize.decimal(megabytes, places: 0)) MB in "
                + "\(Humanize.decimal(outcome.seconds, places: 1)) s "
                + "(\(Humanize.decimal(megabytes / max(outcome.seconds, 0.001), places: 0)) MB/s)",
        ]
        for warning in outcome.read.warnings {
            lines.append(
                "  warning, \(Humanize.count(warning.count)) times: \(warning.code.summary); first at "
                    + "\(warning.file), byte \(warning.offset): \(warning.example)")
        }
        return lines
    }
}
