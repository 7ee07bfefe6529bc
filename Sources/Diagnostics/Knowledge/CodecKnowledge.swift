import Media

/// What a codec's messages hold, and what goes wrong with them.
public struct CodecKnowledge: Sendable {
    /// The codec.
    public var codec: Codec
    /// For people: "H.265 (HEVC)".
    public var title: String
    /// What its sequence header and its frames are.
    public var payload: String
    /// Who takes it, and what to look at when it goes wrong.
    public var practice: String

    /// The FourCC of Enhanced RTMP, or the codec's name where it has none.
    public var name: String { codec.fourCC?.text ?? codec.name }

    /// Where it is defined for RTMP.
    public var specification: String {
        let adobe = "Adobe FLV § \(codec.kind == .video ? "E.4.3.1" : "E.4.2.1")"
        guard codec.fourCC != nil else { return adobe }
        let isInBoth = !codec.legacyIDs.isEmpty && !hasUnofficialNumber
        return isInBoth ? "\(adobe); Enhanced RTMP v2 for the FourCC" : "Enhanced RTMP v2"
    }

    /// Its legacy number is an extension that no specification has.
    public var hasUnofficialNumber: Bool { ["hevc", "av1", "opus"].contains(codec.name) }

    /// What is known of the codec with this FourCC. Case matters: `Opus` is one, `opus` is none.
    public static func named(_ fourCC: String) -> CodecKnowledge? { all.first { $0.codec.fourCC?.text == fourCC } }

    /// The codec whose FourCC a misspelt one is likely to mean.
    public static func nearest(to text: String) -> CodecKnowledge? {
        Nearest.match(text, among: all.compactMap { $0.codec.fourCC?.text }).flatMap(named)
    }

    /// All codecs of `Codec.all`, in its order.
    public static let all: [CodecKnowledge] = Codec.all.compactMap { codec in
        texts[codec.name].map {
            CodecKnowledge(codec: codec, title: $0.title, payload: $0.payload, practice: $0.practice)
        }
    }

    private typealias Text = (title: String, payload: String, practice: String)

    // By the codec's name: `Codec.table` has the rest.
    private static let texts: [String: Text] = video.merging(audio) { first, _ in first }

    private static let video: [String: Text] = [
        "h264": (
            "H.264 (AVC)",
            "Sequence header: AVCDecoderConfigurationRecord with SPS and PPS. Frames: a composition time, then NAL units, "
                + "each behind its length; never start codes.",
            "Everybody takes CodecID 7. avc1 is for tracks and the extended headers of Enhanced RTMP v2; older receivers "
                + "do not know it."
        ),
        "hevc": (
            "H.265 (HEVC)",
            "Sequence header: HEVCDecoderConfigurationRecord with VPS, SPS and PPS. Frames: NAL units behind their lengths; "
                + "CodedFrames has a composition time, CodedFramesX has none.",
            "CodecID 12 is an extension of Chinese vendors, with the layout of H.264; hvc1 is Enhanced RTMP. FFmpeg from "
                + "6.1 and SRS from 6 speak hvc1; nginx-rtmp speaks neither."
        ),
        "vvc": (
            "H.266 (VVC)",
            "Sequence header: VVCDecoderConfigurationRecord. Frames: NAL units behind their lengths, with a composition "
                + "time in CodedFrames.",
            "In Enhanced RTMP since v2; hardly anything sends or takes it."
        ),
        "av1": (
            "AV1",
            "Sequence header: AV1CodecConfigurationRecord. Frames: OBUs without temporal delimiters, no composition time.",
            "YouTube takes av01 over RTMP; OBS from 29.1 and FFmpeg from 6.1 send it. CodecID 13 is an extension of "
                + "Chinese vendors."
        ),
        "vp8": (
            "VP8", "Sequence header: VPCodecConfigurationRecord. One frame a message, no composition time.",
            "In Enhanced RTMP since v2; rare."
        ),
        "vp9": (
            "VP9", "Sequence header: VPCodecConfigurationRecord. One frame a message, no composition time.",
            "In Enhanced RTMP since v1; rare outside YouTube."
        ),
        "vp6": (
            "On2 VP6", "No sequence header. Frames: a byte of cropping, then the frame.",
            "Flash Player 8. Nothing sends it today."
        ),
        "vp6a": (
            "On2 VP6 with alpha", "No sequence header. Frames: cropping, the offset of the alpha frame, both frames.",
            "Flash Player 8. Nothing sends it today."
        ),
        "sorenson": (
            "Sorenson H.263", "No sequence header. One picture a message; its header names the size.",
            "Flash Player 6, and webcams in Flash. FFmpeg calls it flv1 and sends it where no codec is named."
        ),
        "screen": (
            "Screen Video", "No sequence header. Blocks of the screen, packed with zlib.",
            "Screen sharing with Flash. Nothing sends it today."
        ),
        "screen2": (
            "Screen Video 2", "No sequence header. Blocks of the screen, packed with zlib.",
            "Screen sharing with Flash. Nothing sends it today."
        ),
    ]

    private static let audio: [String: Text] = [
        "aac": (
            "AAC",
            "Sequence header: AudioSpecificConfig, mostly 2 to 5 bytes. Frames: raw access units, never with ADTS headers.",
            "Everybody takes SoundFormat 10. Rate and channels stand in AudioSpecificConfig; the bits in the tag's first "
                + "byte always say 44.1 kHz stereo."
        ),
        "opus": (
            "Opus", "Sequence header: OpusHead, may be left out. One packet a message.",
            "In Enhanced RTMP since v2; FFmpeg sends it from 8.0. SoundFormat 13 is SRS's own. Without OpusHead it is "
                + "mono or stereo."
        ),
        "flac": (
            "FLAC", "Sequence header: \"fLaC\" and STREAMINFO. Frames: FLAC frames.",
            "In Enhanced RTMP since v2; FFmpeg from 8.0."
        ),
        "ac-3": (
            "AC-3 (Dolby Digital)", "No sequence header. Frames: sync frames, which say everything themselves.",
            "In Enhanced RTMP since v2; FFmpeg from 8.0."
        ),
        "e-ac-3": (
            "E-AC-3 (Dolby Digital Plus)", "No sequence header. Frames: sync frames, which say everything themselves.",
            "In Enhanced RTMP since v2; FFmpeg from 8.0."
        ),
        "mp3": (
            "MP3", "No sequence header. Frames: MP3 frames, each with its header.",
            "SoundFormat 2, and 14 for 8 kHz; .mp3 in Enhanced RTMP v2. Most servers of today pass it on, few take it "
                + "into HLS."
        ),
        "speex": (
            "Speex", "No sequence header. Frames at 16 kHz mono, whatever the header's bits say.",
            "Microphones in Flash Player 10 and above; rare today."
        ),
        "nellymoser": (
            "Nellymoser Asao", "No sequence header. Blocks of 64 bytes.",
            "Microphones in Flash. 4 and 5 are fixed at 16 and 8 kHz mono, 6 goes by the header's bits."
        ),
        "pcm": (
            "PCM", "No sequence header. Samples; 0 in the byte order of the sender, 3 little endian.",
            "Rare: no server of today takes it."
        ),
        "adpcm": ("ADPCM", "No sequence header. Blocks in Flash's own layout.", "Flash Player 6; rare today."),
        "g711a": ("G.711 A-law", "No sequence header. Bytes at 8 kHz.", "Gateways of telephony and some IP cameras."),
        "g711u": ("G.711 µ-law", "No sequence header. Bytes at 8 kHz.", "Gateways of telephony and some IP cameras."),
    ]
}
