/// One line of the tables by which programs are named.
struct SoftwareRow: Sendable {
    /// Something that the program is known by.
    enum Trait: Sendable {
        /// What `HandshakeFingerprint` says of its C1 or S1 begins so.
        case handshake(String)
        /// Its C1 or S1 was captured, and nothing in it is known.
        case strangeHandshake
        /// Its C1 or S1 was not captured.
        case noHandshake
        case begins(PeerWords.Slot, String)
        case contains(PeerWords.Slot, String)
        case number(String, Double)
        /// A property of `connect` or of its answer.
        case key(String)
        /// The properties begin with these, in this order.
        case keys([String])

        func holds(_ words: PeerWords) -> Bool {
            switch self {
            case .handshake(let text): words[.handshake]?.hasPrefix(text) ?? false
            case .strangeHandshake: words.handshake == .seen(nil)
            case .noHandshake: words.handshake == .notCaptured
            case .begins(let slot, let text): words[slot]?.hasPrefix(text) ?? false
            case .contains(let slot, let text): words[slot]?.contains(text) ?? false
            case .number(let name, let value): words.number(name) == value
            case .key(let name): words.keys.contains(name)
            case .keys(let names): words.keys.starts(with: names)
            }
        }
    }

    /// Where the version stands: behind a mark in a text.
    struct Version: Sendable {
        var slot: PeerWords.Slot
        var mark: String

        /// What people call a program by ends at a bracket or a semicolon; a version at what cannot be part of one.
        func text(_ words: PeerWords, isName: Bool) -> String? {
            guard let text = words[slot],
                let start = mark.isEmpty ? text.startIndex : text.ranges(of: mark).first?.upperBound
            else { return nil }
            let rest = text[start...].prefix(48)
            let found =
                isName
                ? rest.prefix { $0 != "(" && $0 != ")" && $0 != ";" }
                : rest.drop { $0 == "v" }.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
            if isName {
                let name = found.trimmingSpaces()
                return name.isEmpty ? nil : String(name)
            }
            // Adobe writes four parts with commas, the others three with points, to which distributions add theirs.
            let parts =
                found.contains(",") ? found.split(separator: ",").prefix(4) : found.split(separator: ".").prefix(3)
            return parts.isEmpty ? nil : parts.joined(separator: ".")
        }
    }

    /// `*` stands for the version, `%` for the program's own word for itself. The row is of no use without it.
    var name: String
    var traits: [Trait]
    var version: Version?

    init(_ name: String, _ traits: Trait..., version: (PeerWords.Slot, behind: String)? = nil) {
        self.name = name
        self.traits = traits
        self.version = version.map { Version(slot: $0.0, mark: $0.behind) }
    }

    /// `nil` where a trait is missing.
    func name(_ words: PeerWords) -> String? {
        guard traits.allSatisfy({ $0.holds(words) }) else { return nil }
        guard let version else { return name }
        let isName = name.contains("%")
        guard let text = version.text(words, isName: isName) else { return nil }
        return name.replacing(isName ? "%" : "*", with: text)
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var result = self
        while result.first == " " { result = result.dropFirst() }
        while result.last == " " { result = result.dropLast() }
        return result
    }
}
