import Packets

/// Packets that lie in one piece of memory, each with what was made of it. One thread fills it, then another looks at
/// it; whoever has it has it alone.
final class PacketBatch<Prepared>: @unchecked Sendable {
    struct Entry {
        var packet: Packet
        /// The captured bytes, in `memory`.
        var range: Range<Int>
        var prepared: Prepared
    }

    let memory: UnsafeMutableRawBufferPointer
    /// The first `count` of these are of packets; those behind are there to be written over.
    var entries: [Entry] = []
    var count = 0
    /// Behind it nothing comes.
    var isLast = false
    /// What the capture ended with, behind the last packet.
    var failure: CaptureError?

    init(capacity: Int) { memory = .allocate(byteCount: capacity, alignment: 16) }

    deinit { memory.deallocate() }

    /// Hands the packets to `body` until that returns `false`.
    /// - Returns: Whether it never did.
    func forEach(_ body: (Packet, RawSpan, Prepared) -> Bool) -> Bool {
        let bytes = UnsafeRawBufferPointer(memory).bytes
        return entries.withUnsafeBufferPointer { entries in
            // By index: an entry is looked at in its place.
            for index in 0..<count {
                let packet = entries[index].packet
                guard body(packet, bytes.extracting(entries[index].range), entries[index].prepared) else {
                    return false
                }
            }
            return true
        }
    }
}
