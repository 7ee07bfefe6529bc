#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where two threads exchange batches: full ones go one way, in order, and empty ones back.
///
/// To wake a thread costs as much as to look at a dozen packets, so that a thread that had to wait is woken only when
/// there is enough for it to do.
final class BatchExchange<Prepared>: @unchecked Sendable {
    typealias Batch = PacketBatch<Prepared>

    /// Bytes of a batch, unless a packet needs more: it stays in the cache of the core that reads it.
    static var batchSize: Int { 1 << 18 }
    /// One is looked at, one is being filled, and the others make up for either thread being late.
    private static var batchCount: Int { 8 }
    /// Empty batches for which a filler that found none waits.
    private static var enoughEmpty: Int { 4 }

    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>

    // Guarded by `lock`.
    private var full: [Batch] = []
    private var empty: [Batch] = []
    private var made = 0
    private var isStopped = false
    private var readerWaits = false
    private var fillerWaits = false

    init() {
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    // MARK: The filler's side

    /// An empty batch of at least `count` bytes; waits until there is one, or until all is stopped. A larger one than
    /// usual comes only when all before it are taken: records that claim 64 MB do not add up.
    func takeEmpty(of count: Int = 0) -> Batch {
        locked {
            let isLarge = count > Self.batchSize
            while isLarge ? !full.isEmpty : empty.isEmpty && made >= Self.batchCount, !isStopped {
                fillerWaits = true
                pthread_cond_wait(changed, lock)
            }
            if isLarge { return Batch(capacity: count) }
            if let batch = empty.popLast() { return batch }
            made += 1
            return Batch(capacity: Self.batchSize)
        }
    }

    /// - Returns: Whether more is wanted.
    func giveFull(_ batch: Batch) -> Bool {
        locked {
            full.append(batch)
            if readerWaits {
                readerWaits = false
                pthread_cond_signal(changed)
            }
            return !isStopped
        }
    }

    // MARK: The reader's side

    /// The next full batch; waits until there is one.
    func takeFull() -> Batch {
        locked {
            while full.isEmpty {
                readerWaits = true
                pthread_cond_wait(changed, lock)
            }
            let batch = full.removeFirst()
            if full.isEmpty { wakeFiller() }
            return batch
        }
    }

    /// A batch that was looked at, to be filled again.
    func giveEmpty(_ batch: Batch) {
        guard batch.memory.count == Self.batchSize else { return }
        batch.count = 0
        locked {
            empty.append(batch)
            if empty.count >= Self.enoughEmpty { wakeFiller() }
        }
    }

    private func wakeFiller() {
        guard fillerWaits else { return }
        fillerWaits = false
        pthread_cond_signal(changed)
    }

    /// Nothing more is wanted.
    func stop() {
        locked {
            isStopped = true
            pthread_cond_broadcast(changed)
        }
    }
}
