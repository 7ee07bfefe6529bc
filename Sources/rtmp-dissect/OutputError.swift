#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The report could not be written.
struct OutputError: Error, CustomStringConvertible {
    var path: String
    /// errno
    var number: Int32

    /// The reader went away.
    var isClosedPipe: Bool { number == EPIPE }

    var description: String { "\(path): cannot be written: \(String(cString: strerror(number)))" }
}
