/// The sound that the first byte of a legacy audio message announces.
///
/// For compressed sound only a hint: AAC always says 44 kHz stereo here, and its sequence header what is true.
public struct LegacySound: Equatable, Sendable {
    /// SoundRate: 0 … 3.
    public var rateCode: UInt8
    /// SoundSize: 0 is 8 bits, 1 is 16 bits. Says nothing about compressed sound.
    public var sizeCode: UInt8
    /// SoundType: 0 is mono, 1 is stereo.
    public var typeCode: UInt8

    ///     SoundFormat (4) SoundRate (2) SoundSize (1) SoundType (1)
    init(_ byte: UInt8) {
        rateCode = byte &>> 2 & 3
        sizeCode = byte &>> 1 & 1
        typeCode = byte & 1
    }

    /// Samples a second, in Hz.
    public var sampleRate: Int {
        switch rateCode {
        case 0: 5512
        case 1: 11025
        case 2: 22050
        default: 44100
        }
    }

    /// Bits a sample.
    public var sampleSize: Int { sizeCode == 0 ? 8 : 16 }
    /// 1 or 2.
    public var channels: Int { typeCode == 0 ? 1 : 2 }
}
