extension JSONWriter {
    mutating func string(_ value: String) { string(value, Self.comma) }

    mutating func key(_ name: String) { string(name, UInt8(ascii: ":")) }

    private mutating func string(_ value: String, _ next: UInt8) {
        let isWritten = value.utf8.withContiguousStorageIfAvailable {
            unsafe output.append(quotedIfPlain: $0, next)
        }
        if isWritten != true { escaped(value, next) }
    }

    private mutating func escaped(_ value: String, _ next: UInt8) {
        output.append(UInt8(ascii: "\""))
        var previous: UInt8 = 0
        for byte in value.utf8 {
            defer { previous = byte }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            case 0x0a: output.append("\\n")
            case 0x0d: output.append("\\r")
            case 0x09: output.append("\\t")
            case 0..<0x20, 0x7f: escape(byte)
            case 0x80...0x9f where previous == 0xc2:
                // U+0080 to U+009F: JSON allows them, but terminals obey some of them.
                output.removeLast()
                escape(byte)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
        output.append(next)
    }

    private mutating func escape(_ byte: UInt8) {
        output.append("\\u00")
        output.append(Self.hexDigit(byte >> 4))
        output.append(Self.hexDigit(byte & 15))
    }
}
