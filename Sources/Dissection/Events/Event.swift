import Packets

/// Something that happened on one flow, with where it stands in the capture.
///
/// Events come in wire order: a message's event at the packet that completed it.
public struct Event: Sendable {
    /// Flows that are shown count from 1, in the order in which they were recognised; 0 where it is of none.
    public var flow: Int
    /// `nil` for what concerns the whole flow.
    public var direction: Direction?
    /// Of the packet that completed it.
    public var time: Timestamp
    /// Nanoseconds since the flow's first packet; negative where the capture's clock went back.
    public var elapsed: Int64
    public var firstPacket: Int
    public var lastPacket: Int
    /// Offset of its first byte in the direction's byte stream, where it has one.
    public var offset: Int?
    public var body: EventBody
}
