import AMF
import Bytes

/// The payload of a command or data message.
public enum AMF0Target: FuzzTarget {
    public static let name = "amf0"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        let bytes = input.rest()
        let limits =
            choice & 2 == 0 ? AMFLimits() : AMFLimits(depth: 1 + Int(choice >> 4), values: 20, referencedBytes: 40)
        let payload = read(bytes, hasSelector: choice & 1 != 0, limits)
        try promise(payload == read(bytes, hasSelector: choice & 1 != 0, limits), "read again, it is another")
        try AMFChecks.values(payload.values, bytes.count)
        try promise((payload.error == nil) == (payload.trailing == nil), "error without trailing bytes")
        if let trailing = payload.trailing {
            try promise(
                trailing.upperBound == bytes.count && trailing.lowerBound >= 0, "trailing \(trailing) of \(bytes.count)"
            )
        }
        if let error = payload.error {
            try promise(error.position >= 0 && error.position <= bytes.count, "\(error) in \(bytes.count) bytes")
        }
    }

    private static func read(_ bytes: [UInt8], hasSelector: Bool, _ limits: AMFLimits) -> AMFPayload {
        var reader = ByteReader(bytes.span.bytes)
        return AMFPayload(from: &reader, hasSelector: hasSelector, limits: limits)
    }
}
