import AMF
import Dissection
import Fields
import Media
import RTMP

/// A FourCC, as a number, in the codec ids of onMetaData.
struct MetadataFourCC: Rule {
    static let id = "metadata-fourcc"
    static let severity = Severity.note
    static let title = "The metadata names a codec by its FourCC"
    static let interests: EventInterests = .data
    static let explanation = Explanation(
        meaning:
            "videocodecid or audiocodecid of onMetaData is the FourCC as a number, such as 1635135537 for av01: so "
            + "Enhanced RTMP wants it. A number that is no FourCC that is known is a warning.",
        consequence: "Receivers from before Enhanced RTMP know the numbers 0 to 15 only; some refuse the stream for an "
            + "unknown codec before the first frame.",
        specification: "E-RTMP v2, onMetaData: videocodecid and audiocodecid may be a FourCC.",
        fix: "Nothing with a receiver of Enhanced RTMP; with older ones use a codec of theirs.",
        tolerance: "Go by the media messages, not by the metadata.",
        references: [
            "https://github.com/bluenviron/mediamtx/pull/2232", "https://github.com/veovera/enhanced-rtmp/issues/8",
        ])

    private static let maximum = 8
    private var told: Set<UInt32> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .data(let data)? = event.message?.message.body else { return }
        guard let properties = data.summary.metadata?.value else { return }
        for (property, kind) in [("videocodecid", Codec.Kind.video), ("audiocodecid", .audio)] {
            guard let number = properties[property]?.number, number > 255, let raw = UInt32(exactly: number),
                told.count < Self.maximum, told.insert(raw).inserted
            else { continue }
            let fourCC = FourCC(rawValue: raw)
            let codec = Codec(fourCC, kind: kind)
            report(
                Finding(
                    Self.self, severity: codec == nil ? .warning : nil, at: event,
                    "\(property) is \(raw)"
                        + (codec.map { ", the FourCC \(fourCC.text) of \($0.name)" } ?? ", which is no known FourCC"),
                    data: [Field("property", .text(property)), Field("fourcc", .text(fourCC.text))]))
        }
    }
}
