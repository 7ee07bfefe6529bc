import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What other processes and the keyboard ask for. Handlers only note it; the loop looks when it comes round.
enum Signals {
    /// The signal that asked for the end; 0 for none.
    private static let ending = Atomic<Int32>(0)
    private static let statusWanted = Atomic<Bool>(false)
    /// A byte in here wakes a loop that waits in poll(2).
    private static let alarm: (reading: Int32, writing: Int32) = {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        return (ends[0], ends[1])
    }()

    /// The signal that asked for the end, if one did.
    static var endingSignal: Int32? {
        let number = ending.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Becomes readable with each signal.
    static var descriptor: Int32 { alarm.reading }

    /// Takes over SIGINT, SIGTERM, SIGHUP (unless ignored, as nohup does), SIGUSR1 and where there is one SIGINFO.
    static func install() {
        // Lazy globals must not come into being inside a handler.
        _ = (alarm, ending.load(ordering: .relaxed), statusWanted.load(ordering: .relaxed))
        for number in [SIGINT, SIGTERM] { signal(number, handleEnding) }
        if let previous = signal(SIGHUP, handleEnding), isIgnoring(previous) { signal(SIGHUP, SIG_IGN) }
        signal(SIGUSR1, handleStatus)
        #if canImport(Darwin)
        signal(SIGINFO, handleStatus)
        #endif
        // Whoever started us may have had them blocked, and that is inherited.
        var all = sigset_t()
        sigemptyset(&all)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGUSR1] { sigaddset(&all, number) }
        pthread_sigmask(SIG_UNBLOCK, &all, nil)
        // A closed pipe is told by write(2), not by a signal.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whether a status line was asked for since the last call.
    static func takeStatusRequest() -> Bool {
        guard statusWanted.load(ordering: .relaxed) else { return false }
        return statusWanted.exchange(false, ordering: .relaxed)
    }

    /// Makes `descriptor` quiet again.
    static func drain() {
        var bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
        while read(alarm.reading, &bytes, bytes.count) == bytes.count {}
    }

    // Only what may be done in a handler: lock-free atomics, signal(2) and write(2).

    private static let handleEnding: @convention(c) (Int32) -> Void = { number in
        let number = number
        ending.store(number, ordering: .relaxed)
        // A second one kills, should the end take too long.
        signal(number, SIG_DFL)
        wake()
    }

    private static let handleStatus: @convention(c) (Int32) -> Void = { _ in
        statusWanted.store(true, ordering: .relaxed)
        wake()
    }

    private static func wake() {
        let number = errno
        var byte: UInt8 = 0
        _ = write(alarm.writing, &byte, 1)
        errno = number
    }

    private static func isIgnoring(_ handler: @convention(c) (Int32) -> Void) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
