/// The name of one TCP connection among those an assembler has met.
public struct FlowID: Hashable, Sendable {
    /// Where state kept for this flow may stand: small, and used again once the flow is closed.
    public var slot: Int
    /// Counted from 1 in the order of first packets, never used again.
    public var serial: Int

    /// A name as an assembler gives it.
    public init(slot: Int, serial: Int) {
        self.slot = slot
        self.serial = serial
    }
}
