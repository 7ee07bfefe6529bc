import Foundation

/// Where the tests find the files of this repository.
public enum Repository {
    /// This file is two folders below it.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `Captures/`.
    public static let captures = root.appending(path: "Captures")

    /// `Reports/`.
    public static let reports = root.appending(path: "Reports")

    /// File names in `Captures/` that are captures, sorted.
    public static let captureNames: [String] = files(in: captures).filter { name in
        [".pcap", ".pcapng", ".snoop", ".gz"].contains { name.hasSuffix($0) }
    }

    /// Names of the visible files of a folder, sorted; none if there is no such folder.
    public static func files(in folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// `who-does-what` of `who-does-what.pcapng.gz`.
    public static func stem(_ capture: String) -> String {
        var name = capture[...]
        for ending in [".gz", ".pcapng", ".pcap", ".snoop"] where name.hasSuffix(ending) {
            name = name.dropLast(ending.count)
        }
        return String(name)
    }
}
