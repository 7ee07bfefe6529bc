import Dissection
import Packets
import PcapCapture

/// Saves the packets of a run while they are dissected: all of them, or those of RTMP flows.
struct PacketSaver {
    private let writer: CaptureWriter
    private var lookBack: LookBack<PacketPlace>?

    /// - Parameter onlyRTMP: Save what belongs to flows that turn out to be RTMP, from their first packet on.
    init(
        _ options: SavingOptions, origin: CaptureEncoder.Origin
    ) throws(CaptureError) {
        writer = try CaptureWriter(path: options.path, origin: origin, rotation: options.rotation)
        lookBack = options.onlyRTMP ? LookBack() : nil
    }

    /// What is saved, and where.
    struct SavingOptions {
        var path: String
        var rotation: CaptureRotation?
        var onlyRTMP = false
    }

    /// Undecided packets that were not saved since too much waited.
    var givenUp: Int { lookBack?.givenUp ?? 0 }

    /// Takes a packet that the dissector has seen.
    mutating func take(
        _ packet: Packet, _ bytes: RawSpan, _ place: PacketPlace, _ dissector: borrowing Dissector
    ) throws(CaptureError) {
        guard let waiting = lookBack?.count else { return try writer.write(packet, bytes) }
        if waiting == 0 {
            switch Self.verdict(place, dissector) {
            case .wanted: return try writer.write(packet, bytes)
            case .unwanted: return
            case .undecided: break
            }
        }
        lookBack?.add(packet, bytes, of: place)
        try settle(at: packet.time, dissector)
    }

    /// Writes out what is gathered, so that the file on the disk is up to date.
    func flush() throws(CaptureError) { try writer.flush() }

    /// The dissector has finished: whatever is not RTMP by now is none.
    mutating func finish(
        _ statistics: LiveStatistics?, at time: Timestamp?, _ dissector: borrowing Dissector
    ) throws(CaptureError) {
        if let time { try settle(at: time, dissector) }
        try writer.finish(statistics)
    }

    private mutating func settle(at time: Timestamp, _ dissector: borrowing Dissector) throws(CaptureError) {
        try lookBack?.settle(at: time) { place in
            Self.verdict(place, dissector)
        } keep: { (packet, bytes) throws(CaptureError) in
            try writer.write(packet, bytes)
        }
    }

    private static func verdict(
        _ place: PacketPlace, _ dissector: borrowing Dissector
    ) -> LookBack<PacketPlace>.Verdict {
        switch place {
        case .flow(let flow):
            switch dissector.standing(of: flow) {
            case .rtmp: .wanted
            case .other: .unwanted
            case .undecided: .undecided
            }
        // Which flow it belongs to is known with the last fragment only.
        case .fragment: .wanted
        case .nowhere: .unwanted
        }
    }
}
