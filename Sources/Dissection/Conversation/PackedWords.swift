import AMF

/// What both sides sent that tells their programs, in one block of memory: a dozen words, seldom asked for, of each
/// flow.
struct PackedWords {
    private enum Handshake: UInt8 {
        case notCaptured
        case unknown
        case known
    }

    /// What an entry is, for all that is no text of a `PeerWords.Slot`, and whose it is.
    private enum Mark {
        static let number: UInt8 = 0x40
        static let keys: UInt8 = 0x41
        static let tcURL: UInt8 = 0x42
        static let server: UInt8 = 0x80
    }

    /// One behind the other: a mark, the count of what follows, and that.
    private var bytes: [UInt8] = []
    private var handshakes = ByDirection(Handshake.notCaptured)

    /// Bytes of a text, and names, that are kept.
    private static let maximumText = 256
    private static let maximumKeys = 64
    private static let maximumKey = 65_535

    /// - Parameter guess: What `HandshakeFingerprint` makes of it.
    mutating func note(handshake guess: String?, of side: Direction) {
        handshakes[side] = guess == nil ? .unknown : .known
        replace(Self.mark(PeerWords.Slot.handshake.rawValue, side), guess.map { Self.packed(word: $0.utf8) })
    }

    mutating func keep(_ slot: PeerWords.Slot, _ value: AMFValue?, of side: Direction) {
        guard let text = value?.text, !text.isEmpty else { return }
        let mark = Self.mark(slot.rawValue, side)
        guard first({ known, _ in known == mark }) == nil else { return }
        append(mark, Self.packed(word: text.utf8.prefix(Self.maximumText)))
    }

    mutating func keep(_ name: String, _ value: AMFValue?, of side: Direction) {
        guard let number = value?.number else { return }
        let mark = Self.mark(Mark.number, side)
        var content = Self.packed(word: name.utf8)
        guard first({ $0 == mark && bytes[$1].starts(with: content) }) == nil else { return }
        content.append(number: number)
        append(mark, content)
    }

    /// The names of the properties of these, in the order in which they were sent, in place of those before.
    mutating func keep(keysOf values: [AMFValue], of side: Direction) {
        var content: [UInt8] = []
        for value in values {
            for member in (value.members ?? []).prefix(Self.maximumKeys) {
                let name = member.name.string.prefix(32).utf8
                if name.count <= Self.maximumKey { content.append(word: name) }
            }
        }
        replace(Self.mark(Mark.keys, side), content)
    }

    /// The URL of the last `connect`, whole.
    var tcURL: String? {
        get {
            guard let entry = first({ mark, _ in mark == Mark.tcURL }) else { return nil }
            var reader = reader(at: entry.content)
            return reader.text()
        }
        set { replace(Mark.tcURL, newValue.map { Self.packed(word: $0.utf8) }) }
    }

    func words(of side: Direction) -> PeerWords {
        var words = PeerWords()
        words.handshake = handshakes[side] == .notCaptured ? .notCaptured : .seen(nil)
        _ = first { mark, content in
            guard mark & Mark.server == Self.mark(0, side) else { return false }
            var reader = reader(at: content)
            switch mark & ~Mark.server {
            case Mark.number:
                let name = reader.text()
                words.keep(name, reader.number())
            case Mark.keys:
                while reader.position < content.upperBound { words.keep(key: reader.text()) }
            case PeerWords.Slot.handshake.rawValue:
                words.handshake = .seen(reader.text())
            case let other:
                if let slot = PeerWords.Slot(rawValue: other) { words.keep(slot, reader.text()) }
            }
            return false
        }
        return words
    }

    // MARK: Entries

    private static func mark(_ mark: UInt8, _ side: Direction) -> UInt8 {
        side == .clientToServer ? mark : mark | Mark.server
    }

    private static func packed(word: some BidirectionalCollection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(word: word)
        return bytes
    }

    private func reader(at content: Range<Int>) -> PackedReader {
        var reader = PackedReader(bytes)
        reader.position = content.lowerBound
        return reader
    }

    /// The first entry that is wanted, by its mark and what it holds.
    private func first(
        _ isWanted: (UInt8, Range<Int>) -> Bool
    ) -> (whole: Range<Int>, content: Range<Int>)? {
        var reader = PackedReader(bytes)
        while !reader.isAtEnd {
            let start = reader.position
            let mark = reader.byte()
            let count = Int(reader.varint())
            let content = reader.position..<(reader.position + count)
            if isWanted(mark, content) { return (start..<content.upperBound, content) }
            reader.position = content.upperBound
        }
        return nil
    }

    private mutating func append(_ mark: UInt8, _ content: [UInt8]) {
        var head = [mark]
        head.append(varint: UInt64(content.count))
        // Exactly as long as it is.
        bytes.reserveCapacity(bytes.count + head.count + content.count)
        bytes += head
        bytes += content
    }

    private mutating func replace(_ mark: UInt8, _ content: [UInt8]?) {
        if let known = first({ known, _ in known == mark }) {
            // The same again, as in each answer of some servers.
            if let content, bytes[known.content].elementsEqual(content) { return }
            bytes.removeSubrange(known.whole)
        }
        if let content { append(mark, content) }
    }
}
