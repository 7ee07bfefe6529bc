import Folding

/// The records of the flows that are open, by their numbers: those of flows that nothing was heard of lately are folded.
struct FlowRecords {
    private let store: FoldingStore

    /// Flows whose records stand ready.
    private static let ready = 256

    init(maximumCalls: Int) {
        precondition(FoldedLayout.isMovable(FlowRecord.self))
        store = FoldingStore(
            FoldedLayout(
                byteCount: MemoryLayout<FlowRecord>.size,
                begin: { $0.initializeMemory(as: FlowRecord.self, to: FlowRecord(maximumCalls: maximumCalls)) },
                end: { $0.assumingMemoryBound(to: FlowRecord.self).deinitialize(count: 1) }),
            ready: Self.ready)
    }

    /// That of a flow, which is changed in its place; a new one where there is none.
    subscript(flow: Int) -> FlowRecord {
        @inline(__always) _read { yield store[flow].assumingMemoryBound(to: FlowRecord.self).pointee }
        @inline(__always) nonmutating _modify {
            yield &store[flow].assumingMemoryBound(to: FlowRecord.self).pointee
        }
    }

    func remove(_ flow: Int) { store.remove(flow) }
}
