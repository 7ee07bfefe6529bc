/// Secrets and what stands for them: of the same length, the same for the same secret, and another for another as far
/// as the length allows.
///
/// Placeholders begin with the kind and a number, `name1xxxx`, and are filled with `x`; short ones shrink to a letter
/// and a number, and to what fits. A secret that looks like a placeholder is a secret all the same.
public struct SecretBook: Sendable {
    private var placeholders: [[UInt8]: [UInt8]] = [:]
    private var used: Set<[UInt8]> = []
    private var numbers = Array(repeating: 0, count: SecretKind.allCases.count)
    /// Secrets by their first two bytes (the second 0 for those of one byte), the longest first.
    private var heads: [UInt16: [[UInt8]]] = [:]

    /// Of secrets that are long enough to be sure of: whether one begins with these two bytes.
    private var sureHeads = Array(repeating: false, count: 1 << 16)
    private var hasSureSecrets = false

    /// Secrets remembered; of later ones all look alike, and are not found where nothing says that they are secret.
    static let maximumSecrets = 16_384
    /// Secrets that begin alike and are looked for in text.
    static let maximumAlike = 256

    /// A book without secrets.
    public init() {}

    /// Different secrets so far, by kind.
    public var counts: [(kind: SecretKind, count: Int)] {
        SecretKind.allCases.map { ($0, numbers[$0.rawValue]) }
    }

    /// What stands for a secret.
    public mutating func placeholder(for secret: some Sequence<UInt8>, _ kind: SecretKind) -> [UInt8] {
        let secret = Array(secret)
        if let known = placeholders[secret] { return known }
        guard placeholders.count < Self.maximumSecrets else {
            return Array(repeating: UInt8(ascii: "x"), count: secret.count)
        }
        numbers[kind.rawValue] += 1
        let placeholder = free(secret, kind)
        placeholders[secret] = placeholder
        used.insert(placeholder)
        let head = Self.head(secret, at: 0)
        if secret.count >= Self.sureLength {
            hasSureSecrets = true
            sureHeads[Int(head)] = true
        }
        let rest = heads[head] ?? []
        guard rest.count < Self.maximumAlike else { return placeholder }
        heads[head, default: []].insert(secret, at: rest.firstIndex { $0.count < secret.count } ?? rest.endIndex)
        return placeholder
    }

    /// What stands for a secret that may be known.
    func known(_ secret: some Sequence<UInt8>) -> [UInt8]? { placeholders[Array(secret)] }

    private func free(_ secret: [UInt8], _ kind: SecretKind) -> [UInt8] {
        let letter = String(kind.stem.prefix(1))
        var number = numbers[kind.rawValue]
        // A few tries at each form: where all of a short length are taken, secrets share one.
        for form in ["\(kind.stem)", letter, ""] {
            for _ in 0..<36 {
                let digits = form.isEmpty ? String((number + 9) % 1296, radix: 36) : "\(number)"
                let text = Array("\(form)\(digits)".utf8)
                if text.count <= secret.count {
                    let filled = text + Array(repeating: UInt8(ascii: "x"), count: secret.count - text.count)
                    if filled != secret, !used.contains(filled) { return filled }
                }
                number += 1
            }
            number = numbers[kind.rawValue]
        }
        return Array(repeating: UInt8(ascii: "x"), count: secret.count)
    }

    // MARK: Known secrets

    /// Puts placeholders where known secrets stand, of `minimum` bytes or more. Those shorter than `sureLength` must
    /// stand alone: a stream called "live" is not meant by "delivery".
    /// - Returns: Whether there was one.
    @discardableResult
    mutating func replaceKnown(in bytes: inout [UInt8], _ range: Range<Int>, minimum: Int) -> Bool {
        guard !heads.isEmpty else { return false }
        var isChanged = false
        var position = range.lowerBound
        while position < range.upperBound {
            guard let secret = known(at: position, in: bytes, range, minimum: minimum),
                let placeholder = placeholders[secret]
            else {
                position += 1
                continue
            }
            bytes.replaceSubrange(position..<position + secret.count, with: placeholder)
            position += secret.count
            isChanged = true
        }
        return isChanged
    }

    static let sureLength = 8

    /// As `replaceKnown`, for bytes of any kind: only secrets that are not there by accident.
    mutating func sweep(_ bytes: inout [UInt8], _ range: Range<Int>) -> Bool {
        guard hasSureSecrets else { return false }
        var isChanged = false
        var position = range.lowerBound
        let last = range.upperBound - Self.sureLength
        while position <= last {
            let head = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            guard sureHeads[head], let secret = known(at: position, in: bytes, range, minimum: Self.sureLength),
                let placeholder = placeholders[secret]
            else {
                position += 1
                continue
            }
            bytes.replaceSubrange(position..<position + secret.count, with: placeholder)
            position += secret.count
            isChanged = true
        }
        return isChanged
    }

    private func known(at position: Int, in bytes: [UInt8], _ range: Range<Int>, minimum: Int) -> [UInt8]? {
        let isBegin = position == range.lowerBound || !Self.isWord(bytes[position - 1])
        let first = UInt16(bytes[position]) << 8
        let keys = position + 1 < range.upperBound ? [first | UInt16(bytes[position + 1]), first] : [first]
        for key in keys {
            for secret in heads[key] ?? [] where secret.count >= minimum {
                let end = position + secret.count
                guard end <= range.upperBound, bytes[position..<end].elementsEqual(secret) else { continue }
                if secret.count >= Self.sureLength { return secret }
                if isBegin, end == range.upperBound || !Self.isWord(bytes[end]) { return secret }
            }
        }
        return nil
    }

    private static func head(_ bytes: [UInt8], at position: Int) -> UInt16 {
        guard position < bytes.count else { return 0 }
        let second = position + 1 < bytes.count ? bytes[position + 1] : 0
        return UInt16(bytes[position]) << 8 | UInt16(second)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x80...: true
        default: false
        }
    }
}
