import Packets
import RTMP
import Streams

/// Counts of one direction.
public struct DirectionTotals: Sendable {
    /// TCP payload, each byte once.
    public var bytes = 0
    public var messages = 0
    /// Messages by type id.
    public var types: [MessageTypeID: Int] = [:]
    public var cutMessages = 0
    public var gaps = 0
    public var missingBytes = 0
    /// Bytes that came while chunk boundaries were lost.
    public var isLost = false
    public var encryptedBytes = 0
    public var handshakeComplete = false
    /// The chunk size in force at the end, where the direction got so far.
    public var chunkSize: Int?
    /// When the last payload came; `nil` where none did.
    public var lastData: Timestamp?
    /// What TCP had to tell of this sender: packets, retransmissions, zero windows, what was acknowledged.
    public var tcp = SideFacts()

    public init() {}

    /// Segments with a wrong checksum, where most have a right one. Where most are wrong, the network card of the
    /// capturing host computes them behind the capture's back, and nothing was damaged.
    public var damagedSegments: Int {
        let wrong = tcp.invalidChecksums
        return wrong > 0 && wrong * 4 < tcp.packets && tcp.retransmittedSegments > 0 ? wrong : 0
    }
}
