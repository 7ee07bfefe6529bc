import Media

/// What a FourCC of Enhanced RTMP stands for.
public struct FourCCKnowledge: Sendable {
    /// The four characters.
    public var fourCC: FourCC
    /// Whether it is for sound or for pictures.
    public var kind: Codec.Kind
    /// A phrase: the codec, its sequence header, and what a message holds.
    public var meaning: String

    /// Case matters: `Opus` is one, `opus` is none.
    public static func named(_ text: String) -> FourCCKnowledge? { all.first { $0.fourCC.text == text } }

    /// The FourCC that a misspelt one is likely to mean.
    public static func nearest(to text: String) -> FourCCKnowledge? {
        Nearest.match(text, among: all.map(\.fourCC.text)).flatMap(named)
    }

    private init?(_ text: String, _ kind: Codec.Kind, _ meaning: String) {
        guard let fourCC = FourCC(text) else { return nil }
        self.fourCC = fourCC
        self.kind = kind
        self.meaning = meaning
    }

    /// Those of E-RTMP v2, video first.
    public static let all: [FourCCKnowledge] = [
        FourCCKnowledge("avc1", .video, "H.264: AVCDecoderConfigurationRecord, NAL units behind their lengths"),
        FourCCKnowledge("hvc1", .video, "H.265: HEVCDecoderConfigurationRecord, NAL units behind their lengths"),
        FourCCKnowledge("vvc1", .video, "H.266: VVCDecoderConfigurationRecord, NAL units behind their lengths"),
        FourCCKnowledge("vp08", .video, "VP8: VPCodecConfigurationRecord, one frame a message"),
        FourCCKnowledge("vp09", .video, "VP9: VPCodecConfigurationRecord, one frame a message"),
        FourCCKnowledge("av01", .video, "AV1: AV1CodecConfigurationRecord, OBUs"),
        FourCCKnowledge("ac-3", .audio, "AC-3: no sequence header, sync frames"),
        FourCCKnowledge("ec-3", .audio, "E-AC-3: no sequence header, sync frames"),
        FourCCKnowledge("Opus", .audio, "Opus: OpusHead, one packet a message"),
        FourCCKnowledge(".mp3", .audio, "MP3: no sequence header, frames"),
        FourCCKnowledge("fLaC", .audio, "FLAC: STREAMINFO, frames"),
        FourCCKnowledge("mp4a", .audio, "AAC: AudioSpecificConfig, raw access units"),
    ].compactMap(\.self)
}
