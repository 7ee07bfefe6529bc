import Bytes

/// AMF3's integer of 29 bits in one to four bytes (AMF3 § 1.3.1).
///
/// ```
/// 0xxxxxxx                               7 bits
/// 1xxxxxxx 0xxxxxxx                     14
/// 1xxxxxxx 1xxxxxxx 0xxxxxxx            21
/// 1xxxxxxx 1xxxxxxx 1xxxxxxx xxxxxxxx   29: the fourth byte has eight of them
/// ```
struct U29 {
    var value: UInt32

    /// Over-long forms are accepted, as everybody does.
    init(from reader: inout ByteReader) throws(DecodeError) {
        var value: UInt32 = 0
        for _ in 0..<3 {
            let byte = try reader.u8()
            value = value << 7 | UInt32(byte & 0x7F)
            if byte < 0x80 {
                self.value = value
                return
            }
        }
        self.value = value << 8 | UInt32(try reader.u8())
    }

    /// Read as two's complement: −2²⁸ … 2²⁸ − 1.
    var signed: Int32 {
        Int32(bitPattern: value << 3) >> 3
    }

    /// The lowest bit of the integer in front of strings, objects and traits tells whether they follow or stand
    /// earlier in the message.
    var isInline: Bool { value & 1 == 1 }

    /// The bits above the lowest: a length or count if inline, an index if not.
    var number: Int { Int(value >> 1) }
}
