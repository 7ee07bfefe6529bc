import Packets

/// What there is to say of an input beside its packets.
public struct CaptureDescription: Sendable {
    /// As the user named it.
    public var file: String
    /// `pcap`, `pcapng, gzip` and the like.
    public var format: String
    public var linkTypes: [LinkType]
    /// Bytes; `nil` where it is not limited or not known.
    public var snapshotLength: Int?
    /// What went wrong in reading it, each in one line.
    public var problems: [String] = []

    public init(file: String, format: String, linkTypes: [LinkType], snapshotLength: Int?) {
        self.file = file
        self.format = format
        self.linkTypes = linkTypes
        self.snapshotLength = snapshotLength
    }
}
