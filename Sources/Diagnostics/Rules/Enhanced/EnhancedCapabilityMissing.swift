import AMF
import Dissection
import Fields
import Media
import RTMP

/// Multitrack, ModEx or nanosecond offsets sent to a side that did not announce them.
struct EnhancedCapabilityMissing: Rule {
    static let id = "enhanced-capability-missing"
    static let severity = Severity.note
    static let title = "An extension is used that the receiver did not announce"
    static let interests: EventInterests = [.command, .unusualMedia, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning:
            "capsEx in connect and in its answer says which of reconnect, multitrack, ModEx and nanosecond offsets a "
            + "side understands. Here one is used though the receiver's capsEx lacks its bit (a warning), or though it "
            + "has no capsEx at all (a note).",
        consequence: "A receiver without it takes the packet type for an unknown one and drops the message, or reads "
            + "the FourCC from the wrong place.",
        specification: "E-RTMP v2, Enhancing NetConnection connect Command: capsEx.",
        fix: "Send only what the peer's capsEx allows; servers: answer with a capsEx.",
        tolerance: "Skip ModEx by its size, and take the default track of a multitrack message.",
        references: [
            "https://github.com/moq-dev/moq/issues/2049", "https://github.com/obsproject/obs-studio/pull/10500",
        ])

    private struct Extension {
        var name: String
        var bit: UInt32
    }

    private static let multitrack = Extension(name: "multitrack", bit: 2)
    private static let modEx = Extension(name: "ModEx", bit: 4)
    private static let nano = Extension(name: "nanosecond offsets", bit: 8)

    private var coverage = CaptureCoverage()
    private var offer = EnhancedOffer()
    private var told = ByDirection<UInt32>(0)

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        offer.note(event)
        guard let direction = event.direction, let used = used(by: event), coverage.isWhole,
            let receiver = offer.receiver(direction)
        else { return }
        for use in used where told[Int(direction.rawValue)] & use.bit == 0 {
            told[Int(direction.rawValue)] |= use.bit
            guard !(receiver.extended?.contains(use.bit) ?? false) else { continue }
            report(
                Finding(
                    Self.self, severity: receiver.extended == nil ? nil : .warning, at: event,
                    "the \(direction.sender) uses \(use.name), the \(direction.receiver) announced "
                        + (receiver.extended.map { "capsEx \(Measure.decimal($0.number))" } ?? "no capsEx"),
                    data: [Field("extension", .text(use.name)), Field("bit", .integer(Int(use.bit)))]))
        }
    }

    private func used(by event: Event) -> [Extension]? {
        let (hasTracks, extensions): (Bool, [ModExtension])
        switch event.message?.message.body {
        case .audio(let tag)? where tag.isEnhanced: (hasTracks, extensions) = (tag.multitrack != nil, tag.modExtensions)
        case .video(let tag)? where tag.isEnhanced: (hasTracks, extensions) = (tag.multitrack != nil, tag.modExtensions)
        default: return nil
        }
        guard hasTracks || !extensions.isEmpty else { return nil }
        var used = hasTracks ? [Self.multitrack] : []
        if !extensions.isEmpty { used.append(Self.modEx) }
        if extensions.contains(where: { $0.type == ModExtension.timestampOffsetNano }) { used.append(Self.nano) }
        return used
    }
}
