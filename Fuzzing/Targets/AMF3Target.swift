import AMF
import Bytes

/// AMF3 values one behind the other, which share their tables.
public enum AMF3Target: FuzzTarget {
    public static let name = "amf3"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        let bytes = input.rest()
        let limits =
            choice & 2 == 0 ? AMFLimits() : AMFLimits(depth: 1 + Int(choice >> 4), values: 20, referencedBytes: 40)
        let values = try read(bytes, limits)
        try promise(try read(bytes, limits) == values, "read again, it is another")
        try AMFChecks.values(values, bytes.count)
    }

    private static func read(_ bytes: [UInt8], _ limits: AMFLimits) throws(BrokenPromise) -> [AMFValue] {
        var reader = ByteReader(bytes.span.bytes)
        var decoder = AMF3Decoder(limits: limits)
        var values: [AMFValue] = []
        while !reader.isAtEnd {
            let before = reader.position
            let (value, error) = decoder.partialValue(from: &reader)
            values.append(value)
            guard error == nil else { break }
            try promise(reader.position > before, "a value of no bytes")
        }
        return values
    }
}
