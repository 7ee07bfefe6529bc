import Dissection
import Packets
import RTMP

/// Where an event stood: what a rule keeps of it for a finding that comes later. The event itself would keep its whole
/// message alive for as long as the flow lasts.
struct Sighting: Sendable {
    let flow: Int
    let direction: Direction?
    /// Of the message, where it is one.
    let index: Int?
    let firstPacket: Int
    let lastPacket: Int
    let offset: Int?
    let time: Timestamp
    let elapsed: Int64

    init(_ event: Event) {
        flow = event.flow
        direction = event.direction
        index = event.message?.message.index
        firstPacket = event.firstPacket
        lastPacket = event.lastPacket
        offset = event.offset
        time = event.time
        elapsed = event.elapsed
    }
}
