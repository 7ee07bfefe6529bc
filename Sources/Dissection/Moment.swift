import Packets

/// The packet at which the dissector stands.
struct Moment {
    var time: Timestamp
    var packet: Int

    init(time: Timestamp, packet: Int) {
        self.time = time
        self.packet = packet
    }

    init(_ packet: Packet) {
        time = packet.time
        self.packet = packet.number
    }
}
