import Bytes

/// All values of a command or data message (AMF3 § 4.1).
///
/// Decodes what can be read: a value broken in its middle is delivered with what came before the break, and ends in
/// `AMFValue.truncated`; nothing after it can be told apart.
public struct AMFPayload: Equatable, Sendable {
    /// In wire order: what was read, the last of it possibly broken off.
    public var values: [AMFValue]
    /// What stopped the decoding, with its position in the span that was read; `nil` when every byte was understood.
    public var error: DecodeError?
    /// With an error: from the start of what could not be read to the end, possibly empty. In the span that was read.
    public var trailing: Range<Int>?
    /// The format byte of types 15 and 17, where it was sent. 0 by the specification.
    public var selector: UInt8?

    /// Reads to the end of `reader`.
    ///
    /// `hasSelector` is for the types 15 and 17, whose payload begins with a format byte that some encoders leave out.
    public init(from reader: inout ByteReader, hasSelector: Bool, limits: AMFLimits = .init()) {
        var trace: AMFTextTrace?
        self.init(from: &reader, hasSelector: hasSelector, limits: limits, &trace)
    }

    /// The values, and where their text stands, in the order of the wire.
    public static func withPlaces(
        from reader: inout ByteReader, hasSelector: Bool, limits: AMFLimits = .init()
    ) -> (payload: AMFPayload, places: [AMFTextPlace]) {
        var trace: AMFTextTrace? = AMFTextTrace()
        let payload = AMFPayload(from: &reader, hasSelector: hasSelector, limits: limits, &trace)
        return (payload, trace?.places ?? [])
    }

    private init(
        from reader: inout ByteReader, hasSelector: Bool, limits: AMFLimits, _ trace: inout AMFTextTrace?
    ) {
        values = []
        if hasSelector, let first = reader.peek() {
            switch first {
            case 0x00:
                // Could be the marker of a number as well, but no such message begins with one.
                selector = first
            case AMF0Marker.string.rawValue:
                // The name of the command: the format byte was left out.
                break
            default:
                readUndefinedFormat(first, from: &reader, limits: limits, &trace)
                return
            }
            if selector != nil { _ = try? reader.u8() }
        }
        var decoder = AMF0Decoder(limits: limits, trace: trace)
        trace = nil
        defer { trace = decoder.trace }
        while !reader.isAtEnd, error == nil {
            let (value, error) = decoder.partialValue(from: &reader)
            append(value, error, &reader)
        }
    }

    /// Formats other than 0 are undefined. Red5 calls AMF3 the format 3 (of type 16), so that is tried; the others,
    /// and what then does not begin like a message, are left undecoded.
    private mutating func readUndefinedFormat(
        _ format: UInt8, from reader: inout ByteReader, limits: AMFLimits, _ trace: inout AMFTextTrace?
    ) {
        let start = reader.position
        selector = format
        _ = try? reader.u8()
        guard format == 3 else {
            error = DecodeError(.invalid(what: "AMF format selector", value: UInt64(format)), at: start)
            trailing = reader.takeRest()
            return
        }
        let body = reader.position
        var decoder = AMF3Decoder(limits: limits, trace: trace)
        trace = nil
        defer { trace = decoder.progress.trace }
        while !reader.isAtEnd, error == nil {
            let (value, error) = decoder.partialValue(from: &reader)
            append(value, error, &reader)
        }
        if error != nil, values.first?.text == nil {
            values = []
            trailing = body..<reader.endPosition
        }
    }

    private mutating func append(_ value: AMFValue, _ error: DecodeError?, _ reader: inout ByteReader) {
        values.append(value)
        if let error {
            self.error = error
            trailing = reader.takeRest()
        }
    }
}
