import AMF

/// What metadata says the codec is: a number of the legacy header, a FourCC as a number, or a text.
public struct CodecClaim: Equatable, Sendable {
    /// The codec; `nil` where the value means none that we know.
    public var codec: Codec?
    /// The codec's name, or the value as it was sent: "h264", "\"x264\"", "99".
    public var name: String

    /// No codec under the number 0: what some servers send of a stream without pictures.
    var isNone: Bool { codec == nil && name == "codec 0" }

    /// `nil` for a value that cannot name a codec.
    init?(_ value: AMFValue, kind: Codec.Kind) {
        if let text = value.text {
            codec = Codec(named: text, kind: kind)
            // A number as text is met too.
            if codec == nil, let number = UInt8(text) { codec = Codec(legacyID: number, kind: kind) }
            name = codec?.name ?? "codec \(text.quotedForTerminal)"
            return
        }
        guard let number = value.number else { return nil }
        if let fourCC = UInt32(exactly: number).map(FourCC.init(rawValue:)), fourCC.rawValue > 0xFF {
            codec = Codec(fourCC, kind: kind)
            name = codec?.name ?? "codec \(fourCC.isPrintable ? fourCC.text : Quantity.decimal(number))"
        } else {
            codec = UInt8(exactly: number).flatMap { Codec(legacyID: $0, kind: kind) }
            name = codec?.name ?? "codec \(Quantity.decimal(number))"
        }
    }
}
