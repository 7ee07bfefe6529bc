import Packets

/// The packet at which the dissector stands.
struct Moment {
    var time: Timestamp
    var packet: Int

    init(_ packet: Packet) {
        time = packet.time
        self.packet = packet.number
    }
}
