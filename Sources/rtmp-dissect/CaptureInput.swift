import Packets
import PcapCapture
import Renderings

/// What a session reads, with what there is to say of it.
protocol CaptureInput: PacketSource {
    /// As far as it is known by now.
    var description: CaptureDescription { get }
    /// What became of the packets, where the input is an interface.
    var liveStatistics: LiveStatistics? { get }
    /// For a file in which the packets are saved.
    var origin: CaptureEncoder.Origin { get }
}

extension CaptureFile: CaptureInput {
    var description: CaptureDescription {
        CaptureDescription(file: name, format: format, linkTypes: linkTypes, snapshotLength: snapshotLength)
    }

    var liveStatistics: LiveStatistics? { nil }

    var origin: CaptureEncoder.Origin {
        CaptureEncoder.Origin(
            linkType: linkTypes.first ?? .ethernet, snapshotLength: snapshotLength ?? 0,
            interface: interfaces.first?.name, application: Version.text)
    }
}

extension LiveCapture: CaptureInput {
    var description: CaptureDescription {
        CaptureDescription(file: name, format: "live", linkTypes: [linkType], snapshotLength: snapshotLength)
    }

    var liveStatistics: LiveStatistics? { statistics }

    var origin: CaptureEncoder.Origin {
        CaptureEncoder.Origin(
            linkType: linkType, snapshotLength: snapshotLength, interface: name, application: Version.text)
    }
}

extension LiveStatistics {
    /// Packets that are missing in the report.
    var dropped: Int { droppedByKernel + droppedByInterface }

    /// As tcpdump's users know it.
    var summary: String {
        "\(captured) packets captured, \(received) received by the filter, \(droppedByKernel) dropped by the kernel, "
            + "\(droppedByInterface) dropped by the interface"
    }

    /// What there is to say where packets are missing, and what can be done; `nil` where none are.
    /// - Parameter stalled: nanoseconds for which a slow reader of the report held up the capture.
    func problem(stalled: Int64) -> String? {
        guard dropped > 0 else { return nil }
        var parts: [String] = []
        if droppedByKernel > 0 {
            let advice =
                stalled > 0
                ? "the reader of this report was too slow and held up the capture for \(stalled / 1_000_000) ms"
                : "a larger --buffer-size or a narrower -f helps"
            parts.append("the kernel dropped \(droppedByKernel) packets: \(advice)")
        }
        if droppedByInterface > 0 { parts.append("the interface dropped \(droppedByInterface) packets") }
        return parts.joined(separator: "; ")
    }
}
