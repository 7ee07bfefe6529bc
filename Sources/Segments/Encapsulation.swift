/// What lay between the link layer and the innermost IP header.
///
/// VLAN tags, PPPoE sessions and MPLS labels only tell a reader where a packet was seen; a tunnel's kind and number
/// are part of a flow's identity, since two tunnels may carry the same private addresses.
public struct Encapsulation: Hashable, Sendable {
    /// The tunnel nearest to the TCP header.
    public enum Tunnel: UInt8, Sendable {
        case none, ipInIP, gre, vxlan, geneve, gtpU
    }

    /// 802.1Q VLAN ids, outermost first; 0 where there is none.
    public var outerVLAN: UInt16 = 0
    /// The tag inside the outer one; of more than two the last.
    public var innerVLAN: UInt16 = 0
    /// The session id of PPPoE.
    public var pppoeSession: UInt16?
    /// The bottom label of an MPLS stack.
    public var mplsLabel: UInt32?
    /// The tunnel nearest to the TCP header.
    public var tunnel: Tunnel = .none
    /// GRE key, VXLAN or Geneve network identifier; 0 where the tunnel has none that both directions share (the call
    /// ids of PPTP and the endpoint identifiers of GTP-U differ per direction).
    public var tunnelID: UInt32 = 0
    /// The IP packet was put together from fragments.
    public var wasFragmented = false

    /// A packet right on its link.
    public init() {}
}
