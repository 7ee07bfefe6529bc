import Dissection
import Fields
import Media
import RTMP

/// AAC access units with an ADTS header before them.
struct AACWithADTS: Rule {
    static let id = "aac-adts"
    static let severity = Severity.error
    static let title = "AAC frames have ADTS headers"
    static let interests: EventInterests = .unusualMedia
    static let explanation = Explanation(
        meaning: "A raw AAC message holds one access unit and nothing before it. These begin with the sync word FFF of "
            + "ADTS, as AAC stands in files and MPEG transport streams.",
        consequence: "Decoders take the header for sound: noise, silence or an error at each frame.",
        specification: "Adobe FLV § E.4.2.2: AACAUDIODATA is a raw AAC frame.",
        fix: "Cut the 7 or 9 bytes of the ADTS header off, and put what they say into the AudioSpecificConfig.",
        tolerance: "Skip a header that begins with FFF and whose length fits the message.",
        references: [])

    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard !isTold, case .audio(let tag)? = event.message?.message.body, tag.hasADTS else { return }
        isTold = true
        report(
            Finding(
                Self.self, at: event,
                "an AAC frame of \(tag.length - tag.headerLength) bytes begins with an ADTS header"))
    }
}
