import Dissection
import Fields
import Media
import RTMP

/// AAC whose tag header has other bits than those that are fixed for it.
struct AACHeaderBits: Rule {
    static let id = "aac-header-bits"
    static let severity = Severity.note
    static let title = "The audio header of AAC does not have its fixed bits"
    static let interests: EventInterests = .unusualMedia
    static let explanation = Explanation(
        meaning: "For AAC the first byte of an audio message is always AF: 44 kHz, 16 bit, stereo, whatever the sound "
            + "is. This sender put other values there. The true ones are in the AudioSpecificConfig either way.",
        consequence:
            "Harmless to players, which look at the configuration. Tools that print the header's values mislead "
            + "their users, and a few servers compare the byte.",
        specification: "Adobe FLV § E.4.2.1: if SoundFormat is 10, SoundType should be 1 and SoundRate 3.",
        fix: "Write AF.",
        tolerance: "Ignore the bits for AAC.",
        references: [
            "https://github.com/ossrs/srs/issues/1749", "https://github.com/HaishinKit/HaishinKit.swift/issues/1103",
        ])

    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard !isTold, case .audio(let tag)? = event.message?.message.body, !tag.isEnhanced, tag.codec?.name == "aac",
            let sound = tag.sound, sound.rateCode != 3 || sound.typeCode != 1
        else { return }
        isTold = true
        report(
            Finding(
                Self.self, at: event,
                "AAC with a header that says \(Measure.decimal(Double(sound.sampleRate) / 1000)) kHz, "
                    + "\(sound.channels == 1 ? "mono" : "stereo")",
                data: [
                    Field("sound_rate", .integer(sound.sampleRate)), Field("sound_type", .integer(Int(sound.typeCode))),
                ]))
    }
}
