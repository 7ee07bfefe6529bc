import AMF
import Bytes

/// Writes JSON text into bytes, one value after the other, commas and colons put in by itself.
///
/// What is written is always valid JSON: strings are escaped, numbers that JSON has no word for are refused by type.
struct JSONWriter {
    private(set) var output: [UInt8] = []
    /// A value has been written at this level, so the next one needs a comma.
    private var needsComma = false
    /// The second that was written last, and its text: many events share it.
    var second = Int64.min
    var secondText = ""

    /// The bytes so far, which are given away.
    mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &output)
        needsComma = false
        return taken
    }

    mutating func append(to other: inout [UInt8]) {
        other.append(contentsOf: output)
        output.removeAll(keepingCapacity: true)
        needsComma = false
    }

    // MARK: Structure

    mutating func object(_ body: (inout JSONWriter) -> Void) {
        separate()
        output.append(UInt8(ascii: "{"))
        needsComma = false
        body(&self)
        output.append(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func array(_ body: (inout JSONWriter) -> Void) {
        separate()
        output.append(UInt8(ascii: "["))
        needsComma = false
        body(&self)
        output.append(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func key(_ name: StaticString) {
        separate()
        output.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { unsafe output.append(contentsOf: $0) }
        output.append(UInt8(ascii: "\""))
        output.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func key(_ name: String) {
        string(name)
        output.append(UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: Values

    mutating func null() { raw("null") }

    mutating func flag(_ value: Bool) { raw(value ? "true" : "false") }

    mutating func integer(_ value: Int) {
        separate()
        if value < 0 { output.append(UInt8(ascii: "-")) }
        digits(value.magnitude, atLeast: 1)
        needsComma = true
    }

    /// Decimal digits, with zeros before them up to `width`, at most 20.
    mutating func digits(_ value: UInt, atLeast width: Int) {
        var digits: InlineArray<20, UInt8> = .init(repeating: UInt8(ascii: "0"))
        var first = 20
        var rest = value
        while rest > 0 {
            first &-= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        output.append(digits.span.bytes, min(first, 20 - min(width, 20))..<20)
    }

    /// Bytes of a value whose beginning was separated from the one before.
    mutating func bytes(_ text: StaticString) { text.withUTF8Buffer { unsafe output.append(contentsOf: $0) } }

    /// The same of text that needs no escapes.
    mutating func text(_ text: String) { output.append(contentsOf: text.utf8) }

    /// A value made of parts: `body` writes them.
    mutating func parts(_ body: (inout JSONWriter) -> Void) {
        separate()
        body(&self)
        needsComma = true
    }

    /// A finite number; whole ones without a point.
    mutating func number(_ value: Double) {
        precondition(value.isFinite)
        if let whole = Int(exactly: value), whole.magnitude < 1 << 53, !(whole == 0 && value.sign == .minus) {
            integer(whole)
        } else {
            raw("\(value)")
        }
    }

    mutating func string(_ value: String) {
        separate()
        output.append(UInt8(ascii: "\""))
        if !plain(value.utf8Span.span) { escaped(value) }
        output.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Whether a byte stands for itself, whatever is before it.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Writes bytes that stand for themselves all at once; `false`, and nothing, where some do not.
    private mutating func plain(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where !Self.isPlain(text[index]) { return false }
        output.append(text.bytes, 0..<text.count)
        return true
    }

    private mutating func escaped(_ value: String) {
        var previous: UInt8 = 0
        for byte in value.utf8 {
            defer { previous = byte }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            case 0x0a: output.append(contentsOf: "\\n".utf8)
            case 0x0d: output.append(contentsOf: "\\r".utf8)
            case 0x09: output.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7f: escape(byte)
            case 0x80...0x9f where previous == 0xc2:
                // U+0080 to U+009F: JSON allows them, but terminals obey some of them.
                output.removeLast()
                escape(byte)
            default: output.append(byte)
            }
        }
    }

    private mutating func escape(_ byte: UInt8) {
        output.append(contentsOf: "\\u00".utf8)
        output.append(Self.hexDigit(byte >> 4))
        output.append(Self.hexDigit(byte & 15))
    }

    /// RFC 4648 § 4.
    mutating func base64(_ bytes: [UInt8]) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        separate()
        output.append(UInt8(ascii: "\""))
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for index in 0..<3 { group = group << 8 | (index < count ? UInt32(bytes[start + index]) : 0) }
            for index in 0..<4 {
                let digit = alphabet[Int(group >> UInt32(18 - 6 * index) & 63)]
                output.append(index <= count ? digit : UInt8(ascii: "="))
            }
        }
        output.append(UInt8(ascii: "\""))
        needsComma = true
    }

    mutating func hexadecimal(_ bytes: [UInt8]) {
        separate()
        output.append(UInt8(ascii: "\""))
        for byte in bytes {
            output.append(Self.hexDigit(byte >> 4))
            output.append(Self.hexDigit(byte & 15))
        }
        output.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Text that is a JSON value already.
    mutating func raw(_ text: String) {
        separate()
        output.append(contentsOf: text.utf8)
        needsComma = true
    }

    /// Bytes that are a JSON value already.
    mutating func raw(_ bytes: [UInt8]) {
        separate()
        output.append(contentsOf: bytes)
        needsComma = true
    }

    mutating func newline() {
        output.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { output.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
