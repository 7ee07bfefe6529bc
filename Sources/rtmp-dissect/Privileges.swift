#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What is given up once the interface is open.
enum Privileges {
    /// What went wrong; one line.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static var isRoot: Bool { geteuid() == 0 }

    /// Becomes an ordinary user, for good.
    static func drop(to user: String) throws(Failure) {
        guard isRoot else { throw Failure(description: "--user: only root can become another user") }
        guard let entry = getpwnam(user)?.pointee else {
            throw Failure(description: "--user: there is no user \(user)")
        }
        guard initgroups(user, groupID(entry.pw_gid)) == 0, setgid(entry.pw_gid) == 0, setuid(entry.pw_uid) == 0 else {
            throw Failure(description: "--user: cannot become \(user): \(String(cString: strerror(errno)))")
        }
        // Going back must be impossible.
        guard entry.pw_uid == 0 || (setuid(0) != 0 && geteuid() == entry.pw_uid) else {
            throw Failure(description: "--user: could not give up the rights of root")
        }
    }

    #if canImport(Darwin)
    private static func groupID(_ number: gid_t) -> Int32 { Int32(bitPattern: number) }
    #else
    private static func groupID(_ number: gid_t) -> gid_t { number }
    #endif
}
