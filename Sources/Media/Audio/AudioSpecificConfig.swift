import Bytes
import Fields

/// The sequence header of AAC, ISO 14496-3 § 1.6.2.1.
///
///     object type (5, 31: + 6) rate index (4, 15: + 24) channels (4)
///     [types 5, 29: extension rate index (4) core object type (5)] · GASpecificConfig · [0x2B7 (11) type (5) SBR (1)]
///
/// SBR doubles the rate of the core coder, PS makes two channels of one. Both can be said in front ("explicit"),
/// behind ("backward compatible": old decoders do not read so far) or not at all, which only a decoder finds out.
public struct AudioSpecificConfig: CodecConfiguration {
    /// How the presence of SBR was said.
    public enum Signalling: String, Sendable {
        case explicit, backwardCompatible = "backward compatible"
    }

    /// The object type that is decoded: behind SBR and PS, that of the core coder.
    public internal(set) var objectType: AudioObjectType?
    /// Hz of the core coder.
    public internal(set) var coreSampleRate: Int?
    /// channelConfiguration as sent: 0 says that a program config element follows.
    public internal(set) var channelConfiguration: Int?
    /// Whether there is SBR; `nil` where nothing is said about it.
    public internal(set) var hasSBR: Bool?
    /// Whether there is PS; `nil` where nothing is said about it.
    public internal(set) var hasPS: Bool?
    /// How SBR was said to be there or not; `nil` where nothing was said.
    public internal(set) var signalling: Signalling?
    /// Hz of the sound behind SBR.
    public internal(set) var extensionSampleRate: Int?
    /// Samples in a frame of the core coder: 1024 or 960.
    public internal(set) var frameLength: Int?
    /// The speakers, where the channel configuration is 0.
    public internal(set) var programConfig: ProgramConfigElement?
    /// Why the rest could not be read; `nil` when all of it was.
    public internal(set) var problem: DecodeError?

    /// Reads the body of a sequence header to its end.
    public init(from reader: inout ByteReader) {
        let position = reader.position
        var bits = BitReader(reader.copy(reader.takeRest()), at: position)
        do throws(DecodeError) {
            try read(&bits)
        } catch {
            problem = error
        }
    }

    private mutating func read(_ bits: inout BitReader) throws(DecodeError) {
        let first = try Self.objectType(from: &bits)
        objectType = first
        coreSampleRate = try Self.sampleRate(from: &bits)
        channelConfiguration = try bits.bits(4)
        if first == .sbr || first == .ps {
            hasSBR = true
            if first == .ps { hasPS = true }
            signalling = .explicit
            extensionSampleRate = try Self.sampleRate(from: &bits)
            let core = try Self.objectType(from: &bits)
            objectType = core
            if core == .bsac { try bits.skip(4) }
        }
        guard let objectType, objectType.hasGeneralAudioConfig else { return }
        try readGeneralAudio(objectType, &bits)
        if objectType.hasErrorProtection, try bits.bits(2) > 1 { return }
        if signalling == nil { try readBackwardCompatible(&bits) }
    }

    // § 4.4.1, GASpecificConfig.
    private mutating func readGeneralAudio(_ type: AudioObjectType, _ bits: inout BitReader) throws(DecodeError) {
        frameLength = try bits.flag() ? 960 : 1024
        if try bits.flag() { try bits.skip(14) }
        let hasExtension = try bits.flag()
        if channelConfiguration == 0 { programConfig = try ProgramConfigElement(from: &bits) }
        if type == .scalable || type == .erScalable { try bits.skip(3) }
        guard hasExtension else { return }
        if type == .bsac { try bits.skip(16) }
        if type.hasResilience { try bits.skip(3) }
        try bits.skip(1)
    }

    // Behind the configuration that old decoders read. What stands there may be padding as well.
    private mutating func readBackwardCompatible(_ bits: inout BitReader) throws(DecodeError) {
        guard bits.remaining >= 16, try bits.bits(11) == 0x2B7 else { return }
        let type = try Self.objectType(from: &bits)
        guard type == .sbr || type == .bsac else { return }
        signalling = .backwardCompatible
        let isPresent = try bits.flag()
        hasSBR = isPresent
        guard isPresent else { return }
        extensionSampleRate = try Self.sampleRate(from: &bits)
        if type == .bsac {
            try bits.skip(4)
        } else if bits.remaining >= 12, try bits.bits(11) == 0x548 {
            hasPS = try bits.flag()
        }
    }

    private static func objectType(from bits: inout BitReader) throws(DecodeError) -> AudioObjectType {
        let type = try bits.bits(5)
        return AudioObjectType(rawValue: type == 31 ? 32 + (try bits.bits(6)) : type)
    }

    static func sampleRate(from bits: inout BitReader) throws(DecodeError) -> Int {
        let index = try bits.bits(4)
        if index == 15 { return try bits.bits(24) }
        guard index < sampleRates.count else { throw bits.invalid("sampling frequency index", index) }
        return sampleRates[index]
    }

    static let sampleRates = [
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
    ]
}

extension AudioSpecificConfig {
    /// Hz of the sound that is heard.
    public var sampleRate: Int? { hasSBR == true ? extensionSampleRate ?? coreSampleRate : coreSampleRate }

    /// Channels of the sound that is heard.
    public var channels: Int? {
        switch channelConfiguration {
        case 0: programConfig?.channels
        case 1: hasPS == true ? 2 : 1
        case .some(2...6): channelConfiguration
        case 7, 12, 14: 8
        case 11: 7
        case 13: 24
        default: nil
        }
    }

    /// PS makes two channels of the core coder's one.
    public var coreChannels: Int? { hasPS == true ? 1 : channels }

    /// "LC", "HE", "HEv2": what the sound is called, whichever way SBR and PS were said.
    public var profileName: String? {
        guard let objectType else { return nil }
        guard objectType == .lc else { return hasSBR == true ? "\(objectType.name) SBR" : objectType.name }
        return hasPS == true ? "HEv2" : hasSBR == true ? "HE" : "LC"
    }

    /// "LC 44.1 kHz stereo"
    public var summary: String {
        var words: [String] = []
        if let profileName { words.append(profileName) }
        if let sampleRate { words.append(Quantity.rate(sampleRate)) }
        if let channels {
            words.append(Quantity.channels(channels))
        } else if let channelConfiguration {
            words.append("channel configuration \(channelConfiguration)")
        }
        if words.isEmpty { return "unreadable" }
        return words.joined(separator: " ")
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let profileName { fields.append(Field("profile", .text(profileName))) }
        if let objectType { fields.append(Field("object_type", .integer(objectType.rawValue))) }
        if let sampleRate { fields.append(Field("sample_rate", .integer(sampleRate))) }
        if let coreSampleRate, coreSampleRate != sampleRate {
            fields.append(Field("core_sample_rate", .integer(coreSampleRate)))
        }
        if let channels { fields.append(Field("channels", .integer(channels))) }
        if let channelConfiguration { fields.append(Field("channel_configuration", .integer(channelConfiguration))) }
        if let programConfig { fields.append(Field("program_config", .record(programConfig.fields))) }
        if let hasSBR { fields.append(Field("sbr", .flag(hasSBR))) }
        if let hasPS { fields.append(Field("ps", .flag(hasPS))) }
        if let signalling { fields.append(Field("sbr_signalling", .text(signalling.rawValue))) }
        if let frameLength { fields.append(Field("frame_length", .integer(frameLength))) }
        return fields
    }
}
