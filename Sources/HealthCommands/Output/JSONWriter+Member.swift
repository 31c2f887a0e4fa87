import HealthPipeline

/// Members of the documents that commands print; what is absent is `null`.
extension JSONWriter {
    mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    mutating func member(_ name: String, _ moment: Moment?) {
        member(name, moment?.rfc3339)
    }

    mutating func member(_ name: String, _ id: Identifier?) {
        member(name, id?.text)
    }

    mutating func member(_ name: String, _ number: (some BinaryInteger)?) {
        key(name)
        if let number { integer(number) } else { null() }
    }

    mutating func member(_ name: String, seconds: Double?) {
        key(name)
        if let seconds { number(seconds) } else { null() }
    }

    mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        bool(flag)
    }
}
