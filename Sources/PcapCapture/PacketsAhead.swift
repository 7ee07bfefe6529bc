import Packets

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads a file and prepares its packets on a thread of its own, while those before them are looked at.
///
///     file ─► read, framed, prepared ─► batches ─► looked at, in order
///             \___ this thread ____/              \__ the caller's __/
///
/// The one place with a thread. What it works with is its own until it has ended; batches are handed over.
final class PacketsAhead<Preparation: PacketPreparation>: @unchecked Sendable {
    private let exchange = BatchExchange<Preparation.Prepared>()
    private var file: CaptureFile
    private var preparation: Preparation
    private var thread: pthread_t?

    init(_ file: CaptureFile, _ preparation: Preparation) {
        self.file = file
        self.preparation = preparation
    }

    /// Hands all packets to `body` until that returns `false`.
    ///
    /// - Returns: `false`, and nothing done, where the system gives no thread.
    func forEach(_ body: (Packet, RawSpan, Preparation.Prepared) -> Bool) throws(CaptureError) -> Bool {
        guard start() else { return false }
        while true {
            let batch = exchange.takeFull()
            guard batch.forEach(body) else { return true }
            if let failure = batch.failure { throw failure }
            if batch.isLast { return true }
            exchange.giveEmpty(batch)
        }
    }

    /// Ends the thread, and gives back what it worked with, as it is then.
    func end() -> (CaptureFile, Preparation) {
        if let thread {
            exchange.stop()
            pthread_join(thread, nil)
            self.thread = nil
        }
        return (file, preparation)
    }

    // MARK: The thread

    private func start() -> Bool {
        // Signals are the main thread's: whoever is started inherits the mask.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        // `end` is called while the caller still has this.
        let work = Unmanaged.passRetained(Work { [unowned self] in run() })
        #if canImport(Darwin)
        let isStarted = pthread_create(&thread, nil, { Work.run($0) }, work.toOpaque()) == 0
        #else
        var created = pthread_t()
        let isStarted = pthread_create(&created, nil, { Work.run($0) }, work.toOpaque()) == 0
        if isStarted { thread = created }
        #endif
        if !isStarted { work.release() }
        return isStarted
    }

    private func run() {
        let filler = BatchFiller<Preparation>(exchange)
        filler.fill(from: &file, &preparation)
    }
}

/// What a thread is to do, in a form that pthread_create can carry.
private final class Work {
    private let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }

    static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
    }
}
