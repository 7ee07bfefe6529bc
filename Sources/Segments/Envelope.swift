import Bytes

/// What the layers read so far say of those still to come.
struct Envelope {
    /// The most tunnels inside one another; each is a whole packet again.
    static let mostTunnels = 4

    var encapsulation = Encapsulation()
    /// The layer being read, for errors.
    var layer = PacketVerdict.Layer.link
    /// Where the packet ended on the wire, as a position in the bytes at hand: behind them, where they were cut.
    var wireEnd: Int
    private var tunnels = 0
    /// Datagrams inside one another that were put together from fragments.
    private var datagrams = 0
    /// Since the last tunnel began.
    var vlanTags = 0

    // The innermost IP header so far.
    var source = Address(ipv4: 0)
    var destination = Address(ipv4: 0)
    var identification: UInt16?
    /// A routing header names another destination than the one which the checksum covers.
    var isRouted = false

    /// Which part of a datagram an IP header says that its packet is.
    struct Part {
        var identification: UInt32
        var offset: UInt32
        var isLast: Bool
        /// Of the whole datagram; in IPv6 of what follows the fragment header.
        var protocolNumber: UInt8 = 0
    }

    /// Of the IP header that `InnerLayer.fragment` came from.
    var part: Part?

    init(wireEnd: Int) { self.wireEnd = wireEnd }

    /// Steps into a tunnel.
    mutating func enter(_ tunnel: Encapsulation.Tunnel, id: UInt32, at position: Int) throws(DecodeError) {
        guard tunnels < Self.mostTunnels else {
            throw DecodeError(
                .limit(what: "number of tunnels inside one another", bound: Self.mostTunnels), at: position)
        }
        tunnels += 1
        vlanTags = 0
        encapsulation.tunnel = tunnel
        encapsulation.tunnelID = id
    }

    /// Steps into a datagram that was put together from fragments.
    mutating func enterDatagram(of count: Int) throws(DecodeError) {
        // An IPv6 packet can be made of fragments whose sum is a fragment; one in each tunnel is all there should be.
        guard datagrams <= Self.mostTunnels else {
            throw DecodeError(.limit(what: "number of fragments inside one another", bound: Self.mostTunnels), at: 0)
        }
        datagrams += 1
        encapsulation.wasFragmented = true
        wireEnd = count
    }

    /// Cuts the reader where the IP packet ends: what follows is padding, a trailer, a frame check sequence.
    ///
    /// - Parameter count: bytes from the reader's position to the end of the IP packet, by its own header.
    mutating func end(_ reader: inout ByteReader, after count: Int) throws(DecodeError) {
        wireEnd = reader.position + count
        if count < reader.remaining { reader = try reader.limited(to: count) }
    }
}
