import Packets

/// An interface that packets were captured on, as a pcapng file describes it.
public struct CaptureInterface: Equatable, Sendable {
    /// Such as "eth0".
    public var name: String?
    /// What its packets begin with.
    public var linkType: LinkType
    /// The most bytes kept of a packet; `nil` for no limit.
    public var snapshotLength: Int?

    /// An interface; only the link type is always known.
    public init(name: String? = nil, linkType: LinkType, snapshotLength: Int? = nil) {
        self.name = name
        self.linkType = linkType
        self.snapshotLength = snapshotLength
    }
}
