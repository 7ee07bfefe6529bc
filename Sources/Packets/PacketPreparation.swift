/// What is made of each packet before it takes its turn: the part of the work that needs the packets before it in no
/// other way than its own state tells, so that it can be done ahead, on the thread that reads them.
public protocol PacketPreparation {
    /// What becomes of a packet.
    associatedtype Prepared

    /// Takes the next packet; its bytes are borrowed for the call.
    mutating func prepare(_ packet: Packet, _ bytes: RawSpan) -> Prepared
}
