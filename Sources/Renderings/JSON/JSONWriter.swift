/// Writes JSON text into bytes, one value after the other, commas and colons put in by itself.
///
/// What is written is always valid JSON: strings are escaped, numbers that JSON has no word for are refused by type.
///
/// Each value has a comma behind it, which what closes an object or an array takes back.
struct JSONWriter: ~Copyable {
    var output = OutputBuffer()
    /// The second that was written last: many events share it.
    var second = WrittenSecond()

    static let comma = UInt8(ascii: ",")

    /// The bytes so far, which are given away.
    mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        append(to: &taken)
        return taken
    }

    /// Gives away the bytes so far to the end of others.
    mutating func append(to other: inout [UInt8]) {
        takeBackComma()
        output.append(to: &other)
        output.removeAll()
    }

    // MARK: Structure

    @inline(__always)
    mutating func object(_ body: (inout JSONWriter) -> Void) {
        output.append(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    @inline(__always)
    mutating func array(_ body: (inout JSONWriter) -> Void) {
        output.append(UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    /// A name that stands in the source and needs no escapes. Not just `key`: a literal would be taken for a string.
    @inline(__always)
    mutating func key(fixed name: StaticString) { output.append(quoted: name, UInt8(ascii: ":")) }

    // MARK: Values

    mutating func null() { raw("null") }

    @inline(__always)
    mutating func flag(_ value: Bool) { if value { raw("true") } else { raw("false") } }

    /// A finite number; whole ones without a point.
    mutating func number(_ value: Double) {
        precondition(value.isFinite)
        if let whole = Int(exactly: value), whole.magnitude < 1 << 53, !(whole == 0 && value.sign == .minus) {
            integer(whole)
        } else {
            raw(Array("\(value)".utf8))
        }
    }

    /// RFC 4648 § 4.
    mutating func base64(_ bytes: [UInt8]) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
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
        output.append("\",")
    }

    mutating func hexadecimal(_ bytes: [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in bytes {
            output.append(Self.hexDigit(byte >> 4))
            output.append(Self.hexDigit(byte & 15))
        }
        output.append("\",")
    }

    /// Text that is a JSON value already.
    @inline(__always)
    mutating func raw(_ text: StaticString) {
        output.append(text)
        output.append(Self.comma)
    }

    /// Bytes that are a JSON value already.
    mutating func raw(_ bytes: [UInt8]) {
        output.append(bytes)
        output.append(Self.comma)
    }

    mutating func newline() {
        takeBackComma()
        output.append(UInt8(ascii: "\n"))
    }

    @inline(__always)
    private mutating func close(_ bracket: UInt8) {
        takeBackComma()
        output.append(UInt64(bracket) | UInt64(Self.comma) &<< 8, length: 2)
    }

    @inline(__always)
    private mutating func takeBackComma() { if output.last == Self.comma { output.removeLast() } }

    static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
