/// What a capture says of one packet, beside its bytes.
public struct Packet: Sendable {
    /// Counted from 1 over the whole input, as Wireshark numbers frames.
    public var number: Int
    public var time: Timestamp
    public var linkType: LinkType
    /// Bytes that were on the wire; at least the bytes captured.
    public var originalLength: Int

    public init(number: Int, time: Timestamp, linkType: LinkType, originalLength: Int) {
        self.number = number
        self.time = time
        self.linkType = linkType
        self.originalLength = originalLength
    }
}
