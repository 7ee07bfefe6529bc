/// Text as it was sent.
///
/// Both encodings promise UTF-8, and peers break the promise (Latin-1 stream names, cut multi-byte characters),
/// so the bytes are kept beside the readable form where the two differ. Two texts are equal if their bytes are:
/// Unicode's canonical equivalence would call different stream names the same.
public struct AMFText: Sendable {
    /// The text, with U+FFFD where the bytes were not UTF-8. Setting it forgets the bytes that were sent.
    public var string: String {
        didSet { invalidBytes = nil }
    }

    /// The bytes that were sent, where they were not UTF-8; `nil` means that `string.utf8` is what was sent.
    public private(set) var invalidBytes: [UInt8]?

    /// Text that is UTF-8 by construction.
    public init(_ string: String) {
        self.string = string
        self.invalidBytes = nil
    }

    /// Text from the wire.
    public init(bytes: [UInt8]) {
        if let string = String(validating: bytes, as: UTF8.self) {
            self.string = string
            self.invalidBytes = nil
        } else {
            self.string = String(decoding: bytes, as: UTF8.self)
            self.invalidBytes = bytes
        }
    }

    /// The bytes that were sent.
    public var bytes: [UInt8] { invalidBytes ?? Array(string.utf8) }

    /// The number of bytes that were sent.
    public var byteCount: Int { invalidBytes?.count ?? string.utf8.count }

    /// Whether no byte was sent.
    public var isEmpty: Bool { string.isEmpty }

    /// Whether the bytes sent are exactly those of `other`.
    func isSent(as other: String) -> Bool {
        // Most names differ in length, which costs nothing to see.
        invalidBytes == nil && string.utf8.count == other.utf8.count && string.utf8.elementsEqual(other.utf8)
    }
}

extension AMFText: Hashable {
    /// Whether the same bytes were sent.
    public static func == (a: AMFText, b: AMFText) -> Bool {
        a.invalidBytes == b.invalidBytes && a.string.utf8.count == b.string.utf8.count
            && a.string.utf8.elementsEqual(b.string.utf8)
    }

    /// Hashes the bytes that were sent.
    public func hash(into hasher: inout Hasher) {
        for byte in string.utf8 { hasher.combine(byte) }
        hasher.combine(invalidBytes)
    }
}

extension AMFText: ExpressibleByStringLiteral {
    /// Text that is UTF-8 by construction.
    public init(stringLiteral value: String) { self.init(value) }
}

extension AMFText: CustomStringConvertible {
    /// The readable form, not escaped: see `String.escapedForTerminal`.
    public var description: String { string }
}
