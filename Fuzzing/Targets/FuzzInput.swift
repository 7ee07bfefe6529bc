/// Takes an input apart: choices first, then bytes. Behind its end everything is zero.
struct FuzzInput {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func u8() -> UInt8 {
        guard position < bytes.count else { return 0 }
        position += 1
        return bytes[position - 1]
    }

    mutating func u16() -> UInt16 {
        let high = u8()
        return UInt16(high) << 8 | UInt16(u8())
    }

    mutating func u32() -> UInt32 {
        let high = u16()
        return UInt32(high) << 16 | UInt32(u16())
    }

    /// At most `count` bytes.
    mutating func take(_ count: Int) -> [UInt8] {
        let end = min(bytes.count, position + count)
        defer { position = end }
        return Array(bytes[position..<end])
    }

    mutating func rest() -> [UInt8] { take(bytes.count - position) }
}
