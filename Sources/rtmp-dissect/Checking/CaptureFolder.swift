#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The captures of a folder, at any depth, in the order of their names.
enum CaptureFolder {
    /// A folder that cannot be opened; a sentence.
    struct Failure: Error { var sentence: String }

    private static let endings = [
        "pcap", "pcapng", "cap", "dump", "dmp", "snoop", "pcap.gz", "pcapng.gz", "cap.gz", "snoop.gz",
    ]
    private static let maximumDepth = 32
    private static let maximumCaptures = 1_000_000

    static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

    /// Whether there is anything of this name.
    static func exists(_ path: String) -> Bool { kind(of: path) != nil }

    /// Paths below `folder`, without it.
    static func captures(in folder: String) throws(Failure) -> [String] {
        var found: [String] = []
        try collect(folder, "", depth: 0, into: &found)
        return found
    }

    /// The name of a capture without its ending: `a/live.pcap.gz` is `a/live`.
    static func stem(_ path: String) -> String {
        let lower = path.lowercased()
        // The longest ending first: ".pcap.gz" is one.
        for ending in endings.sorted(by: { $0.utf8.count > $1.utf8.count }) where lower.hasSuffix(".\(ending)") {
            return String(path.dropLast(ending.count + 1))
        }
        return path
    }

    private static func isCapture(_ name: String) -> Bool { stem(name) != name }

    private static func collect(
        _ folder: String, _ prefix: String, depth: Int, into found: inout [String]
    ) throws(Failure) {
        for name in try names(in: folder) where found.count < maximumCaptures {
            let path = "\(folder)/\(name)"
            switch kind(of: path) {
            case S_IFDIR:
                if depth < maximumDepth { try collect(path, "\(prefix)\(name)/", depth: depth + 1, into: &found) }
            case S_IFREG where isCapture(name): found.append("\(prefix)\(name)")
            default: break
            }
        }
    }

    /// Hidden ones left out, in order.
    private static func names(in folder: String) throws(Failure) -> [String] {
        guard let handle = opendir(folder) else {
            throw Failure(sentence: "\(folder): cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }
}
