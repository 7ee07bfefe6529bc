import AMF
import RTMP

extension PayloadRedaction {
    /// The messages inside, each by its own type; what does not look like one is made unreadable.
    ///
    /// ```
    /// type 8 | length 24 | timestamp 24+8 | stream 24 | payload | length of all that 32
    /// ```
    static func redactAggregate(_ payload: inout [UInt8], limits: AMFLimits, _ masking: inout TextMasking) {
        var position = 0
        while position + 11 <= payload.count {
            let type = MessageTypeID(rawValue: payload[position])
            let length =
                Int(payload[position + 1]) << 16 | Int(payload[position + 2]) << 8 | Int(payload[position + 3])
            let body = position + 11..<position + 11 + length
            guard body.upperBound <= payload.count else { break }
            if !type.isMedia {
                var inner = Array(payload[body])
                if type == .aggregate {
                    inner = inner.map { _ in 0 }
                } else {
                    redact(&inner, type: type, limits: limits, &masking)
                }
                payload.replaceSubrange(body, with: inner)
            }
            position = min(body.upperBound + 4, payload.count)
        }
        scrub(&payload, position..<payload.count)
    }
}
