/// What is piped into the command.
enum StandardInput {
    /// Everything between blanks and line ends, until the input ends.
    static func words() -> [String] {
        var words: [String] = []
        while let line = readLine() {
            words += line.split(whereSeparator: \.isWhitespace).map(String.init)
        }
        return words
    }
}
