import AMF
import Bytes
import Fields
import Media

/// Bytes written out in hex, spaces ignored, and what our readers make of them.
enum Wire {
    static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.filter { !$0.isWhitespace }.map { $0.hexDigitValue ?? 0 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    static func audio(_ hex: String) -> AudioTag { audio(bytes(hex)) }
    static func video(_ hex: String) -> VideoTag { video(bytes(hex)) }

    /// `length` is that of the payload, of which `bytes` may be the beginning.
    static func audio(_ bytes: [UInt8], length: Int? = nil) -> AudioTag {
        var reader = ByteReader(bytes.span.bytes)
        return AudioTag(from: &reader, length: length ?? bytes.count)
    }

    static func video(_ bytes: [UInt8], length: Int? = nil) -> VideoTag {
        var reader = ByteReader(bytes.span.bytes)
        return VideoTag(from: &reader, length: length ?? bytes.count)
    }

    static func read<Value>(_ bytes: [UInt8], _ body: (inout ByteReader) -> Value) -> Value {
        var reader = ByteReader(bytes.span.bytes)
        return body(&reader)
    }

    static func object(_ members: [(String, AMFValue)]) -> AMFValue {
        .object(AMFObject(members: members.map { AMFMember(name: AMFText($0.0), value: $0.1) }))
    }
}

extension [Field] {
    subscript(name: String) -> FieldValue? { first { $0.name == name }?.value }
    var names: [String] { map(\.name) }
}
