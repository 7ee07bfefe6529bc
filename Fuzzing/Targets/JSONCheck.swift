/// Whether bytes are one JSON text by RFC 8259, no more and no less. Foundation's parser takes more than that.
struct JSONCheck {
    private let bytes: ArraySlice<UInt8>
    private var index: Int
    /// Closing brackets that are due.
    private var open: [UInt8] = []

    /// What is wrong and where; `nil` where nothing is. That it is UTF-8 is for others to see.
    static func problem(in bytes: ArraySlice<UInt8>) -> String? {
        var check = JSONCheck(bytes)
        return check.run() ? nil : "not JSON at byte \(check.index - bytes.startIndex) of \(bytes.count)"
    }

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    private var byte: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func run() -> Bool {
        var wantsValue = true
        while true {
            skipSpace()
            if wantsValue {
                guard let byte else { return false }
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    index += 1
                    let close = byte + 2
                    skipSpace()
                    if self.byte == close {
                        index += 1
                        wantsValue = false
                        continue
                    }
                    open.append(close)
                    if byte == UInt8(ascii: "{"), !name() { return false }
                    continue
                }
                guard scalar(byte) else { return false }
                wantsValue = false
            } else if let close = open.last {
                if byte == close {
                    open.removeLast()
                    index += 1
                } else {
                    guard take(UInt8(ascii: ",")) else { return false }
                    skipSpace()
                    if close == UInt8(ascii: "}"), !name() { return false }
                    wantsValue = true
                }
            } else {
                return byte == nil
            }
        }
    }

    // MARK: Parts

    private mutating func skipSpace() {
        while let byte, byte == 32 || byte == 10 || byte == 13 || byte == 9 { index += 1 }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        index += 1
        return true
    }

    /// A member's name with its colon.
    private mutating func name() -> Bool {
        guard string() else { return false }
        skipSpace()
        return take(UInt8(ascii: ":"))
    }

    private mutating func scalar(_ first: UInt8) -> Bool {
        switch first {
        case UInt8(ascii: "\""): string()
        case UInt8(ascii: "t"): word("true")
        case UInt8(ascii: "f"): word("false")
        case UInt8(ascii: "n"): word("null")
        default: number()
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { letters in
            for letter in letters where !take(letter) { return false }
            return true
        }
    }

    private mutating func string() -> Bool {
        guard take(UInt8(ascii: "\"")) else { return false }
        while let byte {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return true
            case 0..<0x20: return false
            case UInt8(ascii: "\\"):
                guard let escape = self.byte else { return false }
                index += 1
                if escape == UInt8(ascii: "u") {
                    for _ in 0..<4 {
                        guard let digit = self.byte, Self.isHexadecimal(digit) else { return false }
                        index += 1
                    }
                } else if !"\"\\/bfnrt".utf8.contains(escape) {
                    return false
                }
            default: break
            }
        }
        return false
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }

    private mutating func digits() -> Bool {
        let start = index
        while let byte, (48...57).contains(byte) { index += 1 }
        return index > start
    }

    private mutating func number() -> Bool {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")), !digits() { return false }
        if take(UInt8(ascii: ".")), !digits() { return false }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            return digits()
        }
        return true
    }
}
