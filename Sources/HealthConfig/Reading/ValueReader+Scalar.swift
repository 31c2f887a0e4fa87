import HealthModel

extension ValueReader {
    /// A value written as one word or text.
    func readScalar(_ text: String) -> ParsedValue? {
        switch key.kind {
        case .flag:
            return text == "true" || text == "false"
                ? .flag(text == "true") : failWord(text, allowed: ["true", "false"])
        case .word(let words):
            return words.contains(text) ? .text(text) : failWord(text, allowed: words)
        case .integer(let range):
            guard let value = Int(text), range.contains(value) else { return failValue(text) }
            return .integer(value)
        case .text: return readText(text)
        case .path:
            guard case .text(let path)? = readText(text) else { return nil }
            return .text(ConfigPath.absolute(path, in: context.directory, home: context.home))
        case .size:
            guard let bytes = ConfigSize.parse(text), bytes > 0 else {
                return failValue(text, "Units: " + ConfigSize.unitNames.joined(separator: ", "))
            }
            return .bytes(bytes)
        case .duration(let range, let orNever): return readDuration(text, range, orNever: orNever)
        case .cadence: return Cadence(text).map(ParsedValue.cadence) ?? failValue(text)
        case .clock: return ClockTime(text).map(ParsedValue.clock) ?? failValue(text)
        case .start: return readStart(text)
        case .zone: return readZone(text)
        case .uuid: return ConfigUUID.normalised(text).map(ParsedValue.text) ?? failValue(text)
        case .dataType:
            let allowed = context.vocabulary.dataTypes.map(\.id)
            return allowed.contains(text)
                ? .text(text) : failWord(text, allowed: allowed, also: "the id of a plugin")
        case .url: return readURL(text).map(ParsedValue.template)
        case .proxy: return readProxy(text)
        case .headers, .list, .textByMetric, .unitByMetric, .sourcesByMetric, .tree, .group,
            .records:
            return failValue(text)
        }
    }

    /// A template, its mistakes reported; those of its references too when secrets are checked.
    func readTemplate(_ text: String, at place: Place? = nil) -> Template? {
        do {
            let template = try Template(parsing: text)
            checkSecrets(of: template, at: place ?? self.place)
            return template
        } catch {
            _ = fail(error.message, notes: [error.note], at: place)
            return nil
        }
    }

    private func checkSecrets(of template: Template, at place: Place) {
        guard let secrets = context.secrets else { return }
        for reference in template.references {
            do {
                _ = try secrets.value(of: reference)
            } catch {
                context.report(
                    "\"\(key.name)\"\(label) needs \(error)", at: place,
                    isPermission: error.isPermission)
            }
        }
    }

    private func failValue(_ text: String, _ note: String? = nil) -> ParsedValue? {
        let allowed = "Allowed: \(key.kind.allowedText)"
        return fail("cannot be \"\(text)\"", notes: [allowed] + (note.map { [$0] } ?? []))
    }

    private func readText(_ text: String) -> ParsedValue? {
        if text.isEmpty { return fail("is empty") }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            return fail("has a line break or control character in it")
        }
        return .text(text)
    }

    private func readDuration(
        _ text: String, _ range: ClosedRange<Int>, orNever: Bool
    ) -> ParsedValue? {
        if orNever, text == "never" { return .never }
        guard let duration = ConfigDuration.parse(text) else {
            return Int(text) == nil
                ? failValue(text)
                : fail("needs a unit", notes: ["Write for example: \(text)s, \(text)m, \(text)h"])
        }
        guard duration >= .seconds(range.lowerBound), duration <= .seconds(range.upperBound) else {
            let least = ConfigDuration.text(of: .seconds(range.lowerBound))
            let most = ConfigDuration.text(of: .seconds(range.upperBound))
            return fail("cannot be \"\(text)\"", notes: ["Allowed: from \(least) to \(most)"])
        }
        return .duration(duration)
    }

    private func readStart(_ text: String) -> ParsedValue? {
        if text == "all" { return .start(.all) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            let date = CivilDate(year: year, month: month, day: day)
        else { return failValue(text) }
        return .start(.date(date))
    }

    private func readZone(_ name: String) -> ParsedValue? {
        let loader = context.zones
        do {
            _ = try loader.bytes(of: name)
            return .text(name)
        } catch {
            guard error.isUnknownName else {
                return fail("cannot be checked: \(error)", notes: [])
            }
            let near = NearestMatch.find(name, among: loader.names())
            let guess = near.map { "; did you mean \"\($0)\"?" } ?? ""
            return fail("cannot be \"\(name)\": there is no such time zone\(guess)")
        }
    }
}
