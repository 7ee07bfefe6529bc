import AMF
import Bytes

/// Bytes written as hexadecimal digits; blanks are for the reader.
func hex(_ digits: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in digits where !character.isWhitespace {
        guard let digit = character.hexDigitValue.map(UInt8.init) else {
            preconditionFailure("not hexadecimal: \(character)")
        }
        if let first = high {
            bytes.append(first << 4 | digit)
            high = nil
        } else {
            high = digit
        }
    }
    precondition(high == nil, "half a byte at the end of \(digits)")
    return bytes
}

/// All AMF0 values in `bytes`, as a command or data message holds them.
func payload(_ bytes: [UInt8], hasSelector: Bool = false, limits: AMFLimits = .init()) -> AMFPayload {
    let span = bytes.span
    var reader = ByteReader(span.bytes)
    return AMFPayload(from: &reader, hasSelector: hasSelector, limits: limits)
}

func payload(_ digits: String, hasSelector: Bool = false) -> AMFPayload {
    payload(hex(digits), hasSelector: hasSelector)
}

/// The first AMF0 value, what stopped its decoding, and where the cursor was left.
func amf0(
    _ bytes: [UInt8], limits: AMFLimits = .init()
) -> (value: AMFValue, error: DecodeError?, position: Int) {
    let span = bytes.span
    var reader = ByteReader(span.bytes)
    var decoder = AMF0Decoder(limits: limits)
    let (value, error) = decoder.partialValue(from: &reader)
    return (value, error, reader.position)
}

func amf0(_ digits: String) -> (value: AMFValue, error: DecodeError?, position: Int) { amf0(hex(digits)) }

/// The first AMF3 value, what stopped its decoding, and where the cursor was left.
func amf3(
    _ bytes: [UInt8], limits: AMFLimits = .init()
) -> (value: AMFValue, error: DecodeError?, position: Int) {
    let span = bytes.span
    var reader = ByteReader(span.bytes)
    var decoder = AMF3Decoder(limits: limits)
    let (value, error) = decoder.partialValue(from: &reader)
    return (value, error, reader.position)
}

func amf3(_ digits: String) -> (value: AMFValue, error: DecodeError?, position: Int) { amf3(hex(digits)) }
