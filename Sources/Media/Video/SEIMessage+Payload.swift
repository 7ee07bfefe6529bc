import Bytes

extension SEIMessage {
    /// Bytes of a payload that are enough for all that is decoded of it.
    static let headSize = 112

    // Bytes of user data that are shown as text.
    private static let textSize = 80

    /// Decodes what is known of a message from the first bytes of its payload.
    init(type: Int, size: Int, head: [UInt8]) {
        self.type = type
        self.size = size
        var bits = BitReader(head)
        do throws(DecodeError) {
            content =
                switch type {
                case 4: try Self.registered(&bits)
                case 5: head.count < 16 ? nil : .unregistered(uuid: Array(head[..<16]), text: Self.text(head[16...]))
                case 136: try Self.timeCode(&bits).map(Content.timeCode)
                case 137: try Self.masteringDisplay(&bits)
                case 144: .contentLightLevel(maximum: try bits.bits(16), average: try bits.bits(16))
                default: nil
                }
        } catch {
            // Type and size remain: a message too short for its type says nothing else.
        }
    }

    // Rec. ITU-T T.35: a country, for most a provider, then what the provider defines.
    private static func registered(_ bits: inout BitReader) throws(DecodeError) -> Content {
        let country = try bits.bits(8)
        // 0xFF is extended by a byte.
        if country == 0xff { try bits.skip(8) }
        guard bits.remaining >= 16 else { return .registered(country: country, provider: nil, name: nil) }
        let provider = try bits.bits(16)
        let identifier = bits.remaining >= 32 ? try bits.bits(32) : 0
        let name: String? =
            switch (country, provider) {
            // ATSC A/53: "GA94" is captions and bars, "DTG1" is active format description.
            case (0xb5, 0x31) where identifier == 0x4741_3934:
                try Self.isCaptions(&bits) ? "captions" : "ATSC user data"
            case (0xb5, 0x31) where identifier == 0x4454_4731: "active format"
            // SMPTE ST 2094-40.
            case (0xb5, 0x3c) where identifier >> 16 == 1: "HDR10+"
            case (0xb5, 0x3b): "Dolby Vision"
            case (0x26, 4): "HDR Vivid"
            default: nil
            }
        return .registered(country: country, provider: provider, name: name)
    }

    // user_data_type_code 3 is cc_data.
    private static func isCaptions(_ bits: inout BitReader) throws(DecodeError) -> Bool {
        bits.remaining < 8 ? false : try bits.bits(8) == 3
    }

    // Printable ASCII up to the first other byte; nothing if there are fewer than four, which chance would give.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        let text = bytes.prefix(textSize).prefix { 0x20...0x7e ~= $0 }
        return text.count < 4 ? nil : String(decoding: text, as: UTF8.self)
    }

    // H.265 § D.2.28: three primaries and a white point of two coordinates, then luminance in units of 0.0001 cd/m².
    private static func masteringDisplay(_ bits: inout BitReader) throws(DecodeError) -> Content {
        try bits.skip(8 * 16)
        let maximum = try bits.bits(32)
        let minimum = try bits.bits(32)
        return .masteringDisplay(
            maximumLuminance: Double(maximum) / 10_000, minimumLuminance: Double(minimum) / 10_000)
    }

    // H.265 § D.2.27, the first of up to three clocks; parts that were not sent are 0 if another part was.
    private static func timeCode(_ bits: inout BitReader) throws(DecodeError) -> String? {
        guard try bits.bits(2) > 0, try bits.flag() else { return nil }
        try bits.skip(1 + 5)
        let isFull = try bits.flag()
        try bits.skip(1)
        let dropsFrames = try bits.flag()
        let frames = try bits.bits(9)
        var (hours, minutes, seconds) = (0, 0, 0)
        if isFull {
            (seconds, minutes, hours) = (try bits.bits(6), try bits.bits(6), try bits.bits(5))
        } else if try bits.flag() {
            seconds = try bits.bits(6)
            if try bits.flag() {
                minutes = try bits.bits(6)
                if try bits.flag() { hours = try bits.bits(5) }
            }
        }
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = [hours, minutes, seconds].map(digits).joined(separator: ":")
        // SMPTE ST 12-1 writes a semicolon where frame numbers are dropped.
        return clock + (dropsFrames ? ";" : ":") + digits(frames)
    }
}
