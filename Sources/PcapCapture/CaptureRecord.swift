import Packets

/// Where the next packet lies in the `ReadBuffer`, and what the file says of it.
struct CaptureRecord {
    var time: Timestamp
    var linkType: LinkType
    var originalLength: Int
    /// The captured bytes, counted from the first unread byte.
    var data: Range<Int>
    /// Bytes to consume once the packet has been looked at.
    var extent: Int

    /// What a record or block may claim, whatever the snap length says; libpcap is as lenient for most link types.
    static let longest = 64 << 20
}
