/// The bytes of a header without the emulation prevention bytes that NAL units carry: each 03 behind two zeros.
///
/// It remembers where those were, so that an error in the bytes that are left names the byte of the message.
public struct RBSP: Equatable, Sendable {
    /// What a bit reader reads.
    public let bytes: [UInt8]
    // Where `bytes` began in the buffer that was read, and before which of them a byte was taken out, in order.
    private let origin: Int
    private let removed: [Int]

    /// Bytes that carry no emulation prevention: AV1 and VP9 headers, configuration records.
    public init(_ bytes: [UInt8], at origin: Int = 0) {
        self.bytes = bytes
        self.origin = origin
        self.removed = []
    }

    /// A NAL unit's bytes, or those behind its header. H.264 § 7.3.1, H.265 § 7.3.1.1.
    public init(unescaping escaped: [UInt8], at origin: Int = 0) {
        var bytes: [UInt8] = []
        var removed: [Int] = []
        var zeros = 0
        for byte in escaped {
            if zeros >= 2, byte == 3 {
                removed.append(bytes.count)
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros &+ 1 : 0
            bytes.append(byte)
        }
        self.bytes = bytes
        self.origin = origin
        self.removed = removed
    }

    /// The same bytes for those who need no positions.
    public static func unescaped(_ escaped: [UInt8]) -> [UInt8] { RBSP(unescaping: escaped).bytes }

    /// The position in the buffer that was read of the byte at `index` here.
    public func position(of index: Int) -> Int {
        var before = 0
        for place in removed {
            guard place <= index else { break }
            before &+= 1
        }
        return origin &+ index &+ before
    }
}
