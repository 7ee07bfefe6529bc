/// A bounds-checked cursor over borrowed bytes, read once and forward.
///
/// Integers are in network order unless the name says otherwise. A failed read throws and leaves the cursor where
/// the failed field began. Positions count from the start of the span the reader was made for, also in readers cut
/// from it by `limited(to:)`, so that an error in an inner structure names the byte of the outer one.
///
/// Every member is `@inlinable`: without it the same loop runs 3 to 4 times slower from another module.
public struct ByteReader: ~Escapable {
    @usableFromInline let bytes: RawSpan
    @usableFromInline let end: Int

    @usableFromInline var cursor: Int

    /// Bytes read so far, from the start of the span.
    @inlinable
    public var position: Int { cursor }

    /// A reader over all of `bytes`.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan) {
        self.bytes = bytes
        self.end = bytes.byteCount
        self.cursor = 0
    }

    @inlinable
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, from position: Int, to end: Int) {
        self.bytes = bytes
        self.end = end
        self.cursor = position
    }

    /// Bytes left.
    @inlinable
    public var remaining: Int { end &- position }

    @inlinable
    public var isAtEnd: Bool { position >= end }

    /// The position behind the last byte this reader may read.
    @inlinable
    public var endPosition: Int { end }

    @inlinable
    func require(_ count: Int) throws(DecodeError) {
        if count < 0 || end &- position < count {
            throw DecodeError(.truncated(needed: count, available: end &- position), at: position)
        }
    }

    // MARK: Integers

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u8() throws(DecodeError) -> UInt8 {
        try require(1)
        let value = bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
        cursor &+= 1
        return value
    }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u16() throws(DecodeError) -> UInt16 {
        try require(2)
        let value = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt16.self)
        cursor &+= 2
        return UInt16(bigEndian: value)
    }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u24() throws(DecodeError) -> UInt32 {
        try require(3)
        let high = UInt32(bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self))
        let low = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position &+ 1, as: UInt16.self)
        cursor &+= 3
        return high << 16 | UInt32(UInt16(bigEndian: low))
    }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u32() throws(DecodeError) -> UInt32 {
        try require(4)
        let value = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt32.self)
        cursor &+= 4
        return UInt32(bigEndian: value)
    }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u64() throws(DecodeError) -> UInt64 {
        try require(8)
        let value = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
        cursor &+= 8
        return UInt64(bigEndian: value)
    }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u16LittleEndian() throws(DecodeError) -> UInt16 { try u16().byteSwapped }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u32LittleEndian() throws(DecodeError) -> UInt32 { try u32().byteSwapped }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func u64LittleEndian() throws(DecodeError) -> UInt64 { try u64().byteSwapped }

    /// An IEEE 754 binary64 in network order.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func double() throws(DecodeError) -> Double { Double(bitPattern: try u64()) }

    // MARK: Looking ahead

    /// The byte `distance` bytes ahead of the cursor, or `nil` past the end.
    @inlinable
    public func peek(_ distance: Int = 0) -> UInt8? {
        guard distance >= 0, distance < end &- position else { return nil }
        return bytes.unsafeLoad(fromUncheckedByteOffset: position &+ distance, as: UInt8.self)
    }

    // MARK: Runs of bytes

    /// Moves over `count` bytes and gives their range in the span, which can be kept where a span cannot.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func take(_ count: Int) throws(DecodeError) -> Range<Int> {
        try require(count)
        let range = position..<(position &+ count)
        cursor &+= count
        return range
    }

    @inlinable
    @_lifetime(self: copy self)
    public mutating func skip(_ count: Int) throws(DecodeError) {
        try require(count)
        cursor &+= count
    }

    /// Moves to the end and gives the range of what was left.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func takeRest() -> Range<Int> {
        let range = position..<end
        cursor = end
        return range
    }

    /// A reader over the next `count` bytes, over which this one moves.
    @inlinable
    @_lifetime(copy self)
    public mutating func limited(to count: Int) throws(DecodeError) -> ByteReader {
        let range = try take(count)
        return ByteReader(bytes, from: range.lowerBound, to: range.upperBound)
    }

    /// Copies the next `count` bytes out of the span.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func array(_ count: Int) throws(DecodeError) -> [UInt8] { copy(try take(count)) }

    /// Copies a range that `take(_:)` gave.
    @inlinable
    public func copy(_ range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.byteCount)
        return bytes.extracting(range).withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// The text of a range that `take(_:)` gave, if it is UTF-8.
    @inlinable
    public func text(_ range: Range<Int>) -> String? { String(validating: copy(range), as: UTF8.self) }

    /// Goes back (or ahead) to a position this reader has been at, for a second reading of the same bytes.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func move(to position: Int) {
        precondition(position >= 0 && position <= end)
        self.cursor = position
    }
}
