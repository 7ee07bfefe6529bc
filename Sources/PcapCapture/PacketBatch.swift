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
    var entries: [Entry] = []
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
            for entry in entries {
                guard body(entry.packet, bytes.extracting(entry.range), entry.prepared) else { return false }
            }
            return true
        }
    }
}
