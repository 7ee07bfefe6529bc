import Packets

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The system's clocks. Nothing but the command looks at them.
enum Clock {
    /// Nanoseconds since some point; never goes back.
    static var monotonic: Int64 { read(CLOCK_MONOTONIC).nanoseconds }

    /// The time that the kernel stamps packets with.
    static var now: Timestamp { read(CLOCK_REALTIME) }

    private static func read(_ clock: clockid_t) -> Timestamp {
        var time = timespec()
        clock_gettime(clock, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
