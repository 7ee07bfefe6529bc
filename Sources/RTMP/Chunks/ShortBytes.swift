import Bytes

/// Bytes that are mostly few: a tag's header, a control message, a header that was cut. So many stand in place, and no
/// memory is allocated for them or kept after them.
struct ShortBytes {
    /// As many as stand in place: what is kept of a frame is 16 bytes with a legacy header and 19 with an enhanced one.
    static let maximumInPlace = 24

    /// Of all bytes, where they are more.
    private var others: [UInt8] = []
    /// In memory order; 0 behind the last byte.
    private var inPlace: InlineArray<3, UInt64> = [0, 0, 0]
    private var countInPlace: UInt8 = 0

    init() {}

    init(_ bytes: [UInt8]) {
        if bytes.count > Self.maximumInPlace { others = bytes } else { append(bytes.span.bytes, 0..<bytes.count) }
    }

    var count: Int { others.isEmpty ? Int(countInPlace) : others.count }
    var isEmpty: Bool { countInPlace == 0 && others.isEmpty }

    /// - Parameter range: Within `bytes`.
    mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
        guard others.isEmpty, Int(countInPlace) &+ range.count <= Self.maximumInPlace else {
            if others.isEmpty { others = all }
            others.append(bytes, range)
            return
        }
        var position = range.lowerBound
        var index = Int(countInPlace)
        while position < range.upperBound {
            if index & 7 == 0, range.upperBound &- position >= 8 {
                inPlace[index &>> 3] = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
                position &+= 8
                index &+= 8
            } else {
                let byte = bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
                let bits = UInt64(byte) &<< UInt64(truncatingIfNeeded: 8 &* (index & 7))
                inPlace[index &>> 3] |= UInt64(littleEndian: bits)
                position &+= 1
                index &+= 1
            }
        }
        countInPlace = UInt8(truncatingIfNeeded: index)
    }

    /// Gives them for the call.
    @inline(__always)
    func read<Result>(_ body: (RawSpan) -> Result) -> Result {
        guard others.isEmpty else { return body(others.span.bytes) }
        return body(inPlace.span.bytes.extracting(0..<Int(countInPlace)))
    }

    /// A copy, where they stand in place.
    var all: [UInt8] { others.isEmpty ? read { [UInt8]($0, 0..<$0.byteCount) } : others }
}
