import Bytes
import Fields

/// The head of an AC-3 or E-AC-3 sync frame (ATSC A/52 § 5.3, Annex E § 2.2): these codecs have no sequence header.
///
///     AC-3     0B77 (16) CRC (16) fscod (2) frmsizecod (6) bsid (5) bsmod (3) acmod (3) { mix levels (2) } lfeon (1)
///     E-AC-3   0B77 (16) strmtyp (2) substreamid (3) frmsiz (11) fscod (2) fscod2|numblkscod (2) acmod (3) lfeon (1)
///              bsid (5)
public struct AC3FrameHeader: CodecConfiguration {
    /// Whether it is E-AC-3.
    public var isEnhanced: Bool
    /// 8 is AC-3, 16 is E-AC-3.
    public var bitstreamID: Int
    /// Samples a second, in Hz.
    public var sampleRate: Int?
    /// acmod: which full-bandwidth channels there are.
    public var audioCodingMode: Int
    /// Whether there is a channel for low frequencies.
    public var hasLFE: Bool
    /// Bits a second, of this substream.
    public var bitRate: Int?
    /// Bytes of the frame.
    public var frameSize: Int?
    /// There is no half a header.
    public var problem: DecodeError? { nil }

    /// Channels with the one for low frequencies.
    public var channels: Int? { Self.fullChannels[audioCodingMode & 7] + (hasLFE ? 1 : 0) }

    /// `nil` when the bytes do not begin with a sync frame.
    public init?(from reader: inout ByteReader) {
        guard let word = try? reader.u64(), word &>> 48 == 0x0B77 else { return nil }
        // Both forms have the bitstream identifier at bit 40, so that decoders can tell them apart.
        bitstreamID = Int(word &>> 19 & 31)
        isEnhanced = bitstreamID > 10
        guard bitstreamID <= 16 else { return nil }
        let rateCode = Int(word &>> 30 & 3)
        if isEnhanced {
            let second = Int(word &>> 28 & 3)
            audioCodingMode = Int(word &>> 25 & 7)
            hasLFE = word &>> 24 & 1 == 1
            let size = (Int(word &>> 32 & 0x7FF) + 1) * 2
            frameSize = size
            // A rate code of 3 gives its place to half the rate, and the frame then has six blocks.
            let blocks = rateCode == 3 ? 6 : Self.blocks[second]
            sampleRate = rateCode < 3 ? Self.sampleRates[rateCode] : second < 3 ? Self.sampleRates[second] / 2 : nil
            bitRate = sampleRate.map { size * 8 * $0 / (blocks * 256) }
        } else {
            guard rateCode < 3 else { return nil }
            // Bitstream identifiers 9 and 10 halve and quarter the rates (A/52 Annex D does not use them).
            let shift = max(0, bitstreamID - 8)
            let rate = Self.sampleRates[rateCode] >> shift
            sampleRate = rate
            let sizeCode = Int(word &>> 24 & 63)
            if sizeCode / 2 < Self.bitRates.count {
                let bits = Self.bitRates[sizeCode / 2] * 1000
                bitRate = bits >> shift
                // 1536 samples a frame, in words of 16 bits; 44.1 kHz alternates between two sizes.
                frameSize = (bits * 96 / Self.sampleRates[rateCode] + (rateCode == 1 ? sizeCode & 1 : 0)) * 2
            }
            audioCodingMode = Int(word &>> 13 & 7)
            var skipped: UInt64 = 0
            if audioCodingMode & 1 == 1, audioCodingMode != 1 { skipped += 2 }
            if audioCodingMode & 4 == 4 { skipped += 2 }
            if audioCodingMode == 2 { skipped += 2 }
            hasLFE = word &>> (12 - skipped) & 1 == 1
        }
    }

    private static let sampleRates = [48000, 44100, 32000]
    private static let blocks = [1, 2, 3, 6]
    /// By acmod; 0 is two independent mono channels.
    private static let fullChannels = [2, 1, 2, 3, 3, 4, 4, 5]
    /// kb/s by half of frmsizecod.
    private static let bitRates = [
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640,
    ]
    private static let layouts = ["1+1", "1/0", "2/0", "3/0", "2/1", "3/1", "2/2", "3/2"]

    /// "48 kHz 5.1 448 kb/s"
    public var summary: String {
        var words: [String] = []
        if let sampleRate { words.append(Quantity.rate(sampleRate)) }
        words.append(
            hasLFE && audioCodingMode == 7 ? "5.1" : "\(Self.layouts[audioCodingMode & 7])\(hasLFE ? " LFE" : "")")
        if let bitRate { words.append("\(bitRate / 1000) kb/s") }
        return words.joined(separator: " ")
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields = [Field("bitstream_id", .integer(bitstreamID))]
        if let sampleRate { fields.append(Field("sample_rate", .integer(sampleRate))) }
        if let channels { fields.append(Field("channels", .integer(channels))) }
        fields.append(Field("channel_mode", .text(Self.layouts[audioCodingMode & 7])))
        fields.append(Field("lfe", .flag(hasLFE)))
        if let bitRate { fields.append(Field("bit_rate", .integer(bitRate))) }
        if let frameSize { fields.append(Field("frame_size", .integer(frameSize))) }
        return fields
    }
}
