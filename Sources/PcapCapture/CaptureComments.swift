/// What people wrote into a pcapng file.
public struct CaptureComments: Equatable, Sendable {
    /// Texts kept at most; more are counted only.
    static let mostTexts = 16

    /// The comments on sections (which Wireshark shows as those of the file), as far as they were read.
    public internal(set) var sections: [String] = []
    /// Comments on sections.
    public internal(set) var sectionCount = 0
    /// Comments on interfaces.
    public internal(set) var interfaceCount = 0
    /// Comments on packets.
    public internal(set) var packetCount = 0

    /// No comments.
    public init() {}

    mutating func addSectionComment(_ bytes: [UInt8]) {
        sectionCount += 1
        if sections.count < Self.mostTexts { sections.append(String(decoding: bytes, as: UTF8.self)) }
    }
}
