/// In what the fields of two entries differ.
public enum FieldComparison {
    /// Holds fields against those that were expected. Names decide which belong together, not their order: a server
    /// that keeps members in a hash table says the same in any order.
    ///
    /// What was sent and is kept by no golden (`Keeping.nothing`) may be there or not, unless it was expected.
    public static func differences(
        expected: [TranscriptField], actual: [TranscriptField]
    ) -> [FieldDifference] {
        var differences: [FieldDifference] = []
        var isUsed = [Bool](repeating: false, count: actual.count)
        var isOpen = false
        for field in expected {
            if field.value == .rest {
                isOpen = true
                continue
            }
            let candidates = actual.indices.filter { !isUsed[$0] && actual[$0].name == field.name }
            guard let index = candidates.first(where: { field.value.admits(actual[$0].value) }) ?? candidates.first
            else {
                differences.append(FieldDifference(path: field.name, expected: field.value, actual: nil))
                continue
            }
            isUsed[index] = true
            let value = actual[index].value
            if field.value.admits(value) { continue }
            if case .record(let inner) = field.value, case .record(let found) = value {
                for difference in Self.differences(expected: inner, actual: found) {
                    differences.append(difference.inside(field.name))
                }
            } else {
                differences.append(FieldDifference(path: field.name, expected: field.value, actual: value))
            }
        }
        guard !isOpen else { return differences }
        for index in actual.indices where !isUsed[index] && actual[index].keeping != .nothing {
            differences.append(
                FieldDifference(path: actual[index].name, expected: nil, actual: actual[index].value.kept))
        }
        return differences
    }
}
