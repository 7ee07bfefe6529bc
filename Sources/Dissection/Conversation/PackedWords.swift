import AMF

/// What one side sent that tells its program, in one block of memory: a dozen words, seldom asked for, of each flow.
struct PackedWords {
    private enum Handshake: UInt8 {
        case notCaptured
        case unknown
        case known
    }

    /// What an entry is, for all that is no text.
    private enum Mark {
        static let number: UInt8 = 0x40
        static let key: UInt8 = 0x80
    }

    /// One behind the other: a mark or a `PeerWords.Slot`, the count of what follows in two bytes, and that.
    private var bytes: [UInt8] = []
    private var handshake = Handshake.notCaptured

    /// Bytes of a text, and names, that are kept.
    private static let maximumText = 256
    private static let maximumKeys = 64

    /// - Parameter guess: What `HandshakeFingerprint` makes of it.
    mutating func note(handshake guess: String?) {
        remove(PeerWords.Slot.handshake.rawValue)
        handshake = guess == nil ? .unknown : .known
        if let guess { append(PeerWords.Slot.handshake.rawValue, Array(guess.utf8)) }
    }

    mutating func keep(_ slot: PeerWords.Slot, _ value: AMFValue?) {
        guard let text = value?.text, !text.isEmpty, !entries.contains(where: { $0.mark == slot.rawValue }) else {
            return
        }
        append(slot.rawValue, Array(text.utf8.prefix(Self.maximumText)))
    }

    mutating func keep(_ name: String, _ value: AMFValue?) {
        guard let number = value?.number else { return }
        let isKnown = entries.contains {
            $0.mark == Mark.number && bytes[$0.content].dropFirst(8).elementsEqual(name.utf8)
        }
        guard !isKnown else { return }
        append(Mark.number, (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) } + name.utf8)
    }

    /// The names of the properties of these, in the order in which they were sent, in place of those before.
    mutating func keep(keysOf values: [AMFValue]) {
        remove(Mark.key)
        for value in values {
            for member in (value.members ?? []).prefix(Self.maximumKeys) {
                append(Mark.key, Array(member.name.string.prefix(32).utf8))
            }
        }
    }

    var words: PeerWords {
        var words = PeerWords()
        words.handshake = handshake == .notCaptured ? .notCaptured : .seen(nil)
        for (mark, content) in entries {
            let content = bytes[content]
            switch mark {
            case Mark.number:
                let pattern = content.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                words.keep(String(decoding: content.dropFirst(8), as: UTF8.self), Double(bitPattern: pattern))
            case Mark.key:
                words.keep(key: String(decoding: content, as: UTF8.self))
            case PeerWords.Slot.handshake.rawValue:
                words.handshake = .seen(String(decoding: content, as: UTF8.self))
            default:
                if let slot = PeerWords.Slot(rawValue: mark) {
                    words.keep(slot, String(decoding: content, as: UTF8.self))
                }
            }
        }
        return words
    }

    // MARK: Entries

    private static let headCount = 3

    private var entries: [(mark: UInt8, content: Range<Int>)] {
        var entries: [(mark: UInt8, content: Range<Int>)] = []
        var position = 0
        while position + Self.headCount <= bytes.count {
            let start = position + Self.headCount
            let end = start + (Int(bytes[position + 1]) | Int(bytes[position + 2]) << 8)
            entries.append((bytes[position], start..<end))
            position = end
        }
        return entries
    }

    private mutating func append(_ mark: UInt8, _ content: [UInt8]) {
        guard let count = UInt16(exactly: content.count) else { return }
        // Exactly as long as it is.
        bytes.reserveCapacity(bytes.count + Self.headCount + content.count)
        bytes += [mark, UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
        bytes += content
    }

    private mutating func remove(_ mark: UInt8) {
        for (known, content) in entries.reversed() where known == mark {
            bytes.removeSubrange((content.lowerBound - Self.headCount)..<content.upperBound)
        }
    }
}
