/// Finds the word that somebody probably meant.
enum NearestMatch {
    /// The candidate nearest to a mistyped word, or `nil` when none is near enough (a third of its
    /// letters wrong). Failing that, the first that begins with it. Capitals, hyphens, underscores
    /// and blanks do not count; of equally near ones the first wins.
    ///
    /// Complexity: the product of the lengths, for each candidate; long words match nothing.
    static func find(_ word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = letters(of: word)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in candidates {
            let found = letters(of: candidate)
            guard abs(found.count - wanted.count) <= max(1, wanted.count / 3) else { continue }
            let distance = distance(wanted, found)
            if distance <= max(1, min(wanted.count, found.count) / 3),
                distance < best?.distance ?? .max
            {
                best = (candidate, distance)
            }
        }
        if let best { return best.word }
        // `steps` is far from `step_count` in letters, `heart` from `heart_rate`; still that is
        // what was meant.
        let stem = wanted.last == "s" ? wanted.dropLast() : wanted[...]
        return stem.count < 4 ? nil : candidates.first { letters(of: $0).starts(with: stem) }
    }

    private static func letters(of word: String) -> [Character] {
        word.lowercased().filter { !"_- ".contains($0) }.map { $0 }
    }

    /// Edit distance in which swapping two neighbours costs 1 (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, leftCharacter) in left.enumerated() {
            var current = [row + 1]
            for (column, rightCharacter) in right.enumerated() {
                let substitution = previous[column] + (leftCharacter == rightCharacter ? 0 : 1)
                var cost = min(substitution, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, leftCharacter == right[column - 1],
                    left[row - 1] == rightCharacter
                {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
