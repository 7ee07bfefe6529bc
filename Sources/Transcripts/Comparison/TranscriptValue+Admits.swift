extension TranscriptValue {
    /// Whether a value that was sent fits this one, which may be a pattern.
    public func admits(_ actual: TranscriptValue) -> Bool {
        switch (self, actual) {
        case (.any, _), (.rest, _): return true
        case (.glob(let pieces), .text(let text)), (.glob(let pieces), .word(let text)):
            return Self.fits(Array(text.utf8), pieces.map { Array($0.utf8) })
        case (.near(let number, let tolerance), .number(let actual)):
            return (actual - number).magnitude <= tolerance.distance(from: number)
        case (.range(let low, let high), .number(let actual)):
            return low.map { $0 <= actual } ?? true && high.map { actual <= $0 } ?? true
        case (.list(let wanted), .list(let actual)): return Self.fits(wanted, actual)
        case (.record(let wanted), .record(let actual)):
            return FieldComparison.differences(expected: wanted, actual: actual).isEmpty
        // A text that a person wrote without quotes; what means something else bare has to be quoted.
        case (.word(let word), .text(let text)): return word == text && !Self.reserved.contains(word)
        default: return self == actual
        }
    }

    private static let reserved: Set<String> = ["true", "false", "null", "undefined", "unsupported"]

    private static func fits(_ wanted: [TranscriptValue], _ actual: [TranscriptValue]) -> Bool {
        let isOpen = wanted.last == .rest
        let wanted = isOpen ? wanted.dropLast() : wanted[...]
        guard isOpen ? actual.count >= wanted.count : actual.count == wanted.count else { return false }
        return zip(wanted, actual).allSatisfy { $0.admits($1) }
    }

    /// Each piece at its first place behind the one before, the last one at the end.
    private static func fits(_ text: [UInt8], _ pieces: [[UInt8]]) -> Bool {
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1, text.starts(with: first),
            text.count >= first.count + last.count, text.suffix(last.count).elementsEqual(last)
        else { return false }
        let end = text.count - last.count
        var position = first.count
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            while position + piece.count <= end, !text[position...].starts(with: piece) { position += 1 }
            guard position + piece.count <= end else { return false }
            position += piece.count
        }
        return true
    }
}

extension TranscriptValue.Tolerance {
    /// How far a number may be from `number`.
    public func distance(from number: Double) -> Double {
        switch self {
        case .percent(let percent): number.magnitude * percent / 100
        case .absolute(let distance): distance
        }
    }
}
