/// Keeps a value for each of many numbers, such as those of flows: those that were used lately stand ready, all others
/// are folded to the bytes by which they differ from a new one, or from another, and stand ready again when they are
/// asked for.
///
/// Of thousands of flows that are open at once most have nothing happen to them for a while, and nine tenths of what is
/// remembered of one is as it was in the beginning.
///
/// Values are moved as bytes, for which Swift has no safe way: an open connection would take three times the memory
/// without (`Benchmarks/README.md`). Who uses it binds a place to the type that it was laid out for, and nothing else.
///
/// A class because it owns memory.
package final class FoldingStore {
    private let layout: FoldedLayout
    /// Places of values that stand ready, side by side: a number has one place that it may stand at.
    private let places: UnsafeMutableRawPointer
    /// Whose value stands at each of them.
    private var owners: [Int]
    private static let nobody = Int.min

    /// Where values are folded: each keeps its block until it is removed, since one that was given back and asked for again
    /// in another size each time would leave holes in the heap.
    private var blocks: [Int: FoldedBlock] = [:]
    private var references: FoldingReferences

    /// - Parameter ready: Values that stand ready at the most, a power of two. Memory is taken for those that do.
    package init(_ layout: FoldedLayout, ready: Int) {
        precondition(ready > 0 && ready & (ready - 1) == 0)
        self.layout = layout
        places = .allocate(byteCount: ready * layout.byteCount, alignment: FoldedLayout.alignment)
        owners = Array(repeating: Self.nobody, count: ready)
        references = FoldingReferences(byteCount: layout.byteCount)
        begin(at: references[0])
    }

    deinit {
        for slot in owners.indices where owners[slot] != Self.nobody {
            layout.end(memory(of: slot))
            blocks.removeValue(forKey: owners[slot])?.deallocate()
        }
        for block in blocks.values {
            unfold(block, to: places)
            layout.end(places)
            block.deallocate()
        }
        layout.end(references[0])
        references.deallocate()
        places.deallocate()
    }

    /// Numbers that have a value.
    package var count: Int {
        blocks.count + owners.count { $0 != Self.nobody && blocks[$0] == nil }
    }

    /// The value of `number`, a new one where it had none: it stands there until another number is asked for.
    @inline(__always)
    package subscript(number: Int) -> UnsafeMutableRawPointer {
        let place = place(of: number)
        if owners[place.slot] != number { fetch(number, place.slot, place.memory) }
        return place.memory
    }

    /// Ends the value of `number`.
    package func remove(_ number: Int) {
        let place = place(of: number)
        if owners[place.slot] != number {
            guard blocks[number] != nil else { return }
            fetch(number, place.slot, place.memory)
        }
        layout.end(place.memory)
        owners[place.slot] = Self.nobody
        if let block = blocks.removeValue(forKey: number) { release(block) }
    }

    // MARK: Places

    @inline(__always)
    private func place(of number: Int) -> (slot: Int, memory: UnsafeMutableRawPointer) {
        // Flows that are open at the same time mostly have numbers near each other.
        let slot = number & (owners.count - 1)
        return (slot, memory(of: slot))
    }

    private func memory(of slot: Int) -> UnsafeMutableRawPointer { places + slot * layout.byteCount }

    private func fetch(_ number: Int, _ slot: Int, _ memory: UnsafeMutableRawPointer) {
        leave(slot)
        if let block = blocks[number] {
            unfold(block, to: memory)
        } else {
            begin(at: memory)
        }
        owners[slot] = number
    }

    private func begin(at memory: UnsafeMutableRawPointer) {
        // Between the parts of a value lie bytes that nobody writes.
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: layout.byteCount)
        layout.begin(memory)
    }

    /// Folds the value that stands there, if one does.
    private func leave(_ slot: Int) {
        let owner = owners[slot]
        guard owner != Self.nobody else { return }
        let value = memory(of: slot)
        let block = block(for: value, of: owner)
        FoldedBytes.fold(value, against: references[block.reference], layout.byteCount, into: block.bytes)
        owners[slot] = Self.nobody
    }

    /// The block that has room for a value: its old one, if it still fits.
    private func block(for value: UnsafeRawPointer, of owner: Int) -> FoldedBlock {
        let old = blocks[owner]
        if let old {
            let count = FoldedBytes.count(value, against: references[old.reference], layout.byteCount)
            if old.fits(count) { return old }
        }
        let (reference, count) = references.nearest(to: value)
        references.retain(reference)
        let block = FoldedBlock(room: count, reference: reference)
        blocks[owner] = block
        if let old { release(old) }
        return block
    }

    private func release(_ block: FoldedBlock) {
        references.release(block.reference)
        block.deallocate()
    }

    private func unfold(_ block: FoldedBlock, to memory: UnsafeMutableRawPointer) {
        memory.copyMemory(from: references[block.reference], byteCount: layout.byteCount)
        FoldedBytes.unfold(block.bytes, into: memory, layout.byteCount)
    }
}
