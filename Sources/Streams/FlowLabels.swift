import Segments

/// An encapsulation without what the flow's key has of it, the tunnel and its number: kept for each open flow.
struct FlowLabels {
    private var outerVLAN: UInt16
    private var innerVLAN: UInt16
    private var pppoeSession: UInt16
    /// The MPLS label, of 20 bits, and above it what is there.
    private var label: UInt32

    private static let hasLabel: UInt32 = 1 << 31
    private static let hasSession: UInt32 = 1 << 30
    private static let wasFragmented: UInt32 = 1 << 29
    private static let labelBits: UInt32 = (1 << 29) - 1

    init(_ encapsulation: Encapsulation) {
        outerVLAN = encapsulation.outerVLAN
        innerVLAN = encapsulation.innerVLAN
        pppoeSession = encapsulation.pppoeSession ?? 0
        label = (encapsulation.mplsLabel ?? 0) & Self.labelBits
        if encapsulation.mplsLabel != nil { label |= Self.hasLabel }
        if encapsulation.pppoeSession != nil { label |= Self.hasSession }
        if encapsulation.wasFragmented { label |= Self.wasFragmented }
    }

    /// The whole, with the tunnel of the flow's key.
    func encapsulation(_ tunnel: Encapsulation.Tunnel, _ tunnelID: UInt32) -> Encapsulation {
        var whole = Encapsulation()
        whole.outerVLAN = outerVLAN
        whole.innerVLAN = innerVLAN
        whole.pppoeSession = label & Self.hasSession != 0 ? pppoeSession : nil
        whole.mplsLabel = label & Self.hasLabel != 0 ? label & Self.labelBits : nil
        whole.tunnel = tunnel
        whole.tunnelID = tunnelID
        whole.wasFragmented = label & Self.wasFragmented != 0
        return whole
    }
}
