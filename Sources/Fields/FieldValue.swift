import AMF

/// A value that renderers can draw. What is not known is left out, never a made-up value.
public indirect enum FieldValue: Equatable, Sendable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case bytes([UInt8])
    case amf(AMFValue)
    case list([FieldValue])
    case record([Field])
}
