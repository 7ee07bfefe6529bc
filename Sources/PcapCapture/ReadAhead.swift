#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Fills the next blocks of a source on a thread of its own while the last one is looked at.
///
/// The kernel's copying of a file is a fifth of the time that dissecting it takes, and unpacking gzip is more than all
/// the rest; here it is done meanwhile. Blocks come in order and none is copied: each is handed over, and given back.
/// The one place with a thread; what it shares is guarded by `lock`.
final class ReadAhead: @unchecked Sendable {
    /// Memory with `count` bytes of the source behind `headroom` free ones.
    struct Block {
        var memory: UnsafeMutableRawBufferPointer
        /// 0 at the source's end, or where it failed.
        var count = 0
        var failure: ReadFailure?
    }

    /// Free bytes before each block, for what is left of the block before it: as much as a packet of IP has.
    static let headroom = 1 << 16
    private static let blockSize = 1 << 18
    /// One is looked at, one waits, one is being filled.
    private static let blockCount = 3
    static var memorySize: Int { headroom + blockSize }

    /// Once the thread runs, only it reads.
    private let source: any ByteSource
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var thread: pthread_t?

    // Guarded by `lock`.
    private var free: [UnsafeMutableRawBufferPointer] = []
    private var filled: [Block] = []
    private var isStopped = false

    /// - Returns: `nil` where the system gives no thread.
    init?(_ source: any ByteSource) {
        self.source = source
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
        guard start() else { return nil }
        for _ in 0..<Self.blockCount { giveBack(.allocate(byteCount: Self.memorySize, alignment: 16)) }
    }

    deinit {
        stop()
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
        for memory in free { memory.deallocate() }
        for block in filled { block.memory.deallocate() }
    }

    /// Ends the thread: to be called by the owner before it goes, since the thread uses this and does not keep it.
    func stop() {
        guard let thread else { return }
        locked {
            isStopped = true
            pthread_cond_broadcast(changed)
        }
        pthread_join(thread, nil)
        self.thread = nil
    }

    // MARK: The reader's side

    /// The next block; waits until it is filled. Behind one with no bytes none comes.
    func next() -> Block {
        locked {
            while filled.isEmpty { pthread_cond_wait(changed, lock) }
            return filled.removeFirst()
        }
    }

    /// Memory of a block, to be filled again.
    func giveBack(_ memory: UnsafeMutableRawBufferPointer) {
        locked {
            free.append(memory)
            pthread_cond_broadcast(changed)
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    // MARK: The thread's side

    private func start() -> Bool {
        // Signals are the main thread's: whoever is started inherits the mask.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let me = Unmanaged.passUnretained(self).toOpaque()
        #if canImport(Darwin)
        return pthread_create(&thread, nil, { ReadAhead.run($0) }, me) == 0
        #else
        var created = pthread_t()
        guard pthread_create(&created, nil, { ReadAhead.run($0) }, me) == 0 else { return false }
        thread = created
        return true
        #endif
    }

    private static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer else { return nil }
        let ahead = Unmanaged<ReadAhead>.fromOpaque(pointer).takeUnretainedValue()
        while ahead.fillNext() {}
        return nil
    }

    /// - Returns: Whether there is more to do.
    private func fillNext() -> Bool {
        let memory: UnsafeMutableRawBufferPointer? = locked {
            while free.isEmpty, !isStopped { pthread_cond_wait(changed, lock) }
            return isStopped ? nil : free.popLast()
        }
        guard let memory else { return false }
        var block = Block(memory: memory)
        do throws(ReadFailure) {
            block.count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[Self.headroom...]))
        } catch {
            block.failure = error
        }
        locked {
            filled.append(block)
            pthread_cond_broadcast(changed)
        }
        return block.count > 0
    }
}
