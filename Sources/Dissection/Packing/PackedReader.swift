/// Reads what `[UInt8].append(varint:)` and those beside it wrote, whole and in order.
struct PackedReader {
    private let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func byte() -> UInt8 {
        defer { position += 1 }
        return bytes[position]
    }

    mutating func varint() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = byte()
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    mutating func bits() -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<8 as Range<UInt64> { value |= UInt64(byte()) &<< (8 * index) }
        return value
    }

    mutating func number() -> Double { number(byte()) }

    /// - Parameter first: Its first byte, at most `PackedNumber.last`.
    mutating func number(_ first: UInt8) -> Double {
        switch first {
        case PackedNumber.varint: Double(varint())
        case PackedNumber.parts: Double(varint()) / 1024
        case PackedNumber.bits: Double(bitPattern: bits())
        default: Double(first)
        }
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    mutating func word() -> [UInt8] {
        let code = byte()
        return code == 0 ? bytes(Int(varint())) : Array(Vocabulary.word(code).utf8)
    }

    mutating func text() -> String {
        let code = byte()
        return code == 0 ? String(decoding: bytes(Int(varint())), as: UTF8.self) : Vocabulary.word(code)
    }
}
