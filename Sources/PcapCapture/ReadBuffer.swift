import Packets

/// The unread bytes of a `ByteSource` in one block of memory that is used again and again.
///
/// Readers ask for as many bytes as the next record needs, look at them in place, and consume them. A class, since
/// a place in an input is one thing however often the struct around it is copied.
final class ReadBuffer {
    private let source: any ByteSource
    private var memory: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    /// Offset of the first unread byte in the (decompressed) input.
    private(set) var offset = 0
    /// The source has nothing more. It is not asked again.
    private var isFinished = false
    /// The error that the source ended with, kept for whoever wants bytes behind it.
    private var failure: ReadFailure?
    /// Whose the memory is, where it is borrowed.
    private var lender: (any ReadMemory)?

    /// - Parameter capacity: bytes in memory, unless a record needs more.
    init(_ source: any ByteSource, capacity: Int = 256 << 10) {
        self.source = source
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        if lender == nil { memory.deallocate() }
    }

    /// The bytes at hand. The pointer is valid until the next `fill`.
    var unread: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[start..<end])
    }

    /// Whether the source may.
    var mayBeReadAhead: Bool { source.mayBeReadAhead }

    var available: Int { end &- start }

    /// Moves over `count` bytes that are at hand, and tells where in the memory they begin.
    @discardableResult
    func consume(_ count: Int) -> Int {
        precondition(count >= 0 && count <= end &- start)
        let place = start
        start &+= count
        offset &+= count
        return place
    }

    /// Bytes that were consumed a moment ago: valid until the next `fill`, or as long as the lender keeps them.
    func consumed(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        precondition(range.upperBound <= start)
        return UnsafeRawBufferPointer(rebasing: memory[range])
    }

    /// Reads until `count` bytes are at hand; `false` where the input ends before.
    ///
    /// A source that broke off (rather than ended) throws; bytes that came before are then still at hand.
    @inline(__always)
    func fill(to count: Int) throws(ReadFailure) -> Bool {
        if end &- start >= count { return true }
        return try fillSlowly(to: count)
    }

    private func fillSlowly(to count: Int) throws(ReadFailure) -> Bool {
        while end - start < count {
            if let failure { throw located(failure, wanted: count) }
            if isFinished { return false }
            makeRoom(for: count)
            do throws(ReadFailure) {
                let free = UnsafeMutableRawBufferPointer(rebasing: memory[end...])
                let got = try source.read(into: free)
                precondition(got >= 0 && got <= free.count)
                end += got
                isFinished = got == 0
            } catch {
                failure = error
            }
        }
        return true
    }

    /// A compressed input that breaks off does not know what its reader was promised.
    private func located(_ failure: ReadFailure, wanted: Int) -> ReadFailure {
        switch failure.reason {
        case .cutOff: ReadFailure(.cutOff(needed: wanted, available: available), at: offset)
        default: ReadFailure(failure.reason, at: failure.offset ?? offset)
        }
    }

    // MARK: Memory

    /// Leaves free space behind the unread bytes. Memory grows with the bytes that came, not with those promised.
    private func makeRoom(for count: Int) {
        if let lender {
            if start + count > memory.count || end == memory.count { moveOn(lender) }
            return
        }
        if start == end {
            start = 0
            end = 0
        }
        if start + count > memory.count || end == memory.count {
            memory.copyMemory(from: unread)
            end -= start
            start = 0
        }
        guard end == memory.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: memory.count * 2, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(memory))
        memory.deallocate()
        memory = larger
    }

    private func moveOn(_ lender: any ReadMemory) {
        let count = available
        memory = lender.memory(of: count + max(count, 1), beginningWith: unread)
        start = 0
        end = count
    }

    /// From here on reads into somebody else's memory, which keeps what was consumed.
    func borrow(from lender: any ReadMemory) {
        precondition(self.lender == nil)
        let own = memory
        moveOn(lender)
        own.deallocate()
        self.lender = lender
    }

    /// Uses borrowed memory no longer, and has nothing unread any more.
    func giveBack() {
        guard lender != nil else { return }
        lender = nil
        memory = .allocate(byteCount: 1, alignment: 16)
        start = 0
        end = 0
    }
}
