import Transcripts

/// Fields of two steps, told apart by their names: which of them differ in what was sent.
enum FieldPairing {
    struct Pair {
        /// Names from the outermost record on, joined with points.
        var path: String
        var a: TranscriptValue?
        var b: TranscriptValue?
        /// Values of this field say more about the run than about the peers.
        var isVolatile = false
    }

    /// Those that differ, in the order of the first, then what only the second has.
    static func differing(_ a: [TranscriptField], _ b: [TranscriptField], in path: String = "") -> [Pair] {
        var pairs: [Pair] = []
        var isUsed = [Bool](repeating: false, count: b.count)
        for field in a {
            let name = path + field.name
            let same = b.indices.filter { !isUsed[$0] && b[$0].name == field.name }
            guard let index = same.first(where: { isEqual(field, b[$0]) }) ?? same.first else {
                pairs.append(Pair(path: name, a: field.value, isVolatile: isVolatile(field)))
                continue
            }
            isUsed[index] = true
            if isEqual(field, b[index]) { continue }
            if case .record(let inner) = field.value, case .record(let other) = b[index].value {
                pairs += differing(inner, other, in: "\(name).")
            } else {
                pairs.append(Pair(path: name, a: field.value, b: b[index].value))
            }
        }
        for index in b.indices where !isUsed[index] {
            pairs.append(
                Pair(path: path + b[index].name, b: b[index].value, isVolatile: isVolatile(b[index])))
        }
        return pairs
    }

    private static func isVolatile(_ field: TranscriptField) -> Bool {
        switch field.keeping {
        case .exact: false
        case .nothing: true
        case .pattern(let pattern): pattern == .any
        }
    }

    /// As far as another run would say it again.
    static func isEqual(_ a: TranscriptField, _ b: TranscriptField) -> Bool {
        if a.value == b.value { return true }
        switch (a.keeping, b.keeping) {
        case (.nothing, _), (_, .nothing): return true
        case (.pattern(let pattern), .pattern(let other)) where pattern == other: return true
        default: break
        }
        if case .pattern(let pattern) = a.keeping, pattern.admits(b.value) { return true }
        if case .pattern(let pattern) = b.keeping, pattern.admits(a.value) { return true }
        if case .record(let inner) = a.value, case .record(let other) = b.value {
            return differing(inner, other).isEmpty
        }
        return false
    }
}
