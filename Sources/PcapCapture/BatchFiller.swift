import Packets

/// Fills batches with the packets of a file, where they lie: no byte is copied but those of a record that the end of a
/// batch's memory cuts in two.
final class BatchFiller<Preparation: PacketPreparation>: ReadMemory {
    typealias Exchange = BatchExchange<Preparation.Prepared>

    private let exchange: Exchange
    private var batch: PacketBatch<Preparation.Prepared>
    /// Those of `batch`, until it is given away.
    private var entries: [PacketBatch<Preparation.Prepared>.Entry] = []
    private var filled = 0
    private var isWanted = true

    init(_ exchange: Exchange) {
        self.exchange = exchange
        batch = exchange.takeEmpty()
    }

    /// Reads the file to its end, or until nobody wants more.
    func fill(from file: inout CaptureFile, _ preparation: inout Preparation) {
        let buffer = file.buffer
        buffer.borrow(from: self)
        do throws(CaptureError) {
            while isWanted, let (packet, range) = try file.nextInPlace() {
                if filled == entries.count {
                    entries.append(.init(packet: packet, range: range, prepared: Preparation.blank))
                }
                entries[filled].packet = packet
                entries[filled].range = range
                preparation.prepare(packet, buffer.consumed(range).bytes, into: &entries[filled].prepared)
                filled &+= 1
            }
        } catch {
            batch.failure = error
        }
        buffer.giveBack()
        batch.isLast = true
        give()
    }

    private func give() {
        swap(&batch.entries, &entries)
        batch.count = filled
        isWanted = exchange.giveFull(batch)
    }

    func memory(of count: Int, beginningWith unread: UnsafeRawBufferPointer) -> UnsafeMutableRawBufferPointer {
        let next = exchange.takeEmpty(of: count)
        next.memory.copyMemory(from: unread)
        give()
        batch = next
        swap(&batch.entries, &entries)
        filled = 0
        return next.memory
    }
}
