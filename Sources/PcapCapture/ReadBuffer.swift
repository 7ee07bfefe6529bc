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
    /// Reads the source, once that pays.
    private var ahead: ReadAhead?
    /// Whether it may be begun.
    private var mayBegin = false

    /// Input behind which the source is read ahead: small files need no thread.
    private static let readAheadFrom = 1 << 20

    /// - Parameter capacity: bytes in memory, unless a record needs more.
    init(_ source: any ByteSource, capacity: Int = 256 << 10) {
        self.source = source
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        ahead?.stop()
        memory.deallocate()
    }

    /// The bytes at hand. The pointer is valid until the next `fill`.
    var unread: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[start..<end])
    }

    /// Whether the source may.
    var mayBeReadAhead: Bool { source.mayBeReadAhead }

    /// From some place on the source is read on a thread of its own, if it may be. Not for a buffer that is itself read
    /// ahead.
    func readAhead() { mayBegin = source.mayBeReadAhead }

    var available: Int { end &- start }

    /// Moves over `count` bytes that are at hand.
    func consume(_ count: Int) {
        precondition(count >= 0 && count <= end &- start)
        start &+= count
        offset &+= count
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
            if mayBegin, offset >= Self.readAheadFrom {
                mayBegin = false
                ahead = ReadAhead(source)
            }
            if let ahead {
                take(ahead.next(), ahead)
                continue
            }
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

    /// Goes on to the next block: what is unread is put before it.
    private func take(_ block: ReadAhead.Block, _ ahead: ReadAhead) {
        failure = block.failure
        isFinished = block.count == 0 && failure == nil
        let rest = available
        if rest <= ReadAhead.headroom {
            block.memory[(ReadAhead.headroom - rest)...].copyBytes(from: unread)
            if memory.count == ReadAhead.memorySize { ahead.giveBack(memory) } else { memory.deallocate() }
            memory = block.memory
            start = ReadAhead.headroom - rest
            end = ReadAhead.headroom + block.count
        } else {
            // A record longer than any packet of IP: it grows in memory of its own.
            if rest + block.count > memory.count {
                let larger = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: max(memory.count * 2, rest + block.count), alignment: 16)
                larger.copyMemory(from: unread)
                memory.deallocate()
                memory = larger
            } else {
                memory.copyMemory(from: unread)
            }
            start = 0
            end = rest
            memory[end...].copyBytes(from: block.memory[ReadAhead.headroom..<(ReadAhead.headroom + block.count)])
            end += block.count
            ahead.giveBack(block.memory)
        }
    }

    /// A compressed input that breaks off does not know what its reader was promised.
    private func located(_ failure: ReadFailure, wanted: Int) -> ReadFailure {
        switch failure.reason {
        case .cutOff: ReadFailure(.cutOff(needed: wanted, available: available), at: offset)
        default: ReadFailure(failure.reason, at: failure.offset ?? offset)
        }
    }

    /// Leaves free space behind the unread bytes. Memory grows with the bytes that came, not with those promised.
    private func makeRoom(for count: Int) {
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
}
