/// What is made of each packet before it takes its turn: the part of the work that needs the packets before it in no
/// other way than its own state tells, so that it can be done ahead, on the thread that reads them.
///
/// It is written where it will be looked at: such values are large, and to copy one that was written a moment ago costs
/// as much as to make it.
public protocol PacketPreparation {
    /// What becomes of a packet.
    associatedtype Prepared

    /// A value of nothing, to be overwritten.
    static var blank: Prepared { get }

    /// Takes the next packet; its bytes are borrowed for the call.
    ///
    /// - Parameter prepared: Holds what was made of some packet before; all of it is to be replaced.
    mutating func prepare(_ packet: Packet, _ bytes: RawSpan, into prepared: inout Prepared)
}
