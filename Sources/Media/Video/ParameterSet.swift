import Bytes
import Fields

/// A parameter set, sometimes an SEI, that a configuration record carries; or a parameter set among a frame's units.
public struct ParameterSet: Equatable, Sendable {
    /// What it is by its own header; `nil` where that is missing.
    public var kind: NALUnitKind?
    /// Bytes, header included.
    public var size: Int
    /// A hash of its bytes, zeros at the end left out: equal sets have equal ones.
    public var digest: UInt64

    /// How many a record may have; the formats allow millions, no stream has more than a few.
    public static let maximumCount = 512

    /// Reads `count` units, each behind its length in 16 bits, and hands on the bytes of each with their position.
    static func read(
        _ count: Int, _ syntax: NALSyntax, from reader: inout ByteReader, into sets: inout [ParameterSet],
        _ visit: (NALUnitKind?, [UInt8], Int) -> Void
    ) throws(DecodeError) {
        for _ in 0..<count {
            guard sets.count < maximumCount else {
                throw DecodeError(
                    .limit(what: "the number of parameter sets", bound: maximumCount), at: reader.position)
            }
            let range = try reader.take(Int(try reader.u16()))
            let bytes = reader.copy(range)
            let kind = NALUnitKind(syntax, bytes.first, bytes.dropFirst().first)
            sets.append(ParameterSet(kind: kind, size: bytes.count, digest: UnitDigest(of: bytes).value))
            visit(kind, bytes, range.lowerBound)
        }
    }

    var fields: [Field] {
        var fields: [Field] = []
        if let kind {
            fields.append(Field("type", .integer(Int(kind.rawValue))))
            fields.append(Field("name", .text(kind.name)))
        }
        fields.append(Field("size", .integer(size)))
        return fields
    }
}

extension [ParameterSet] {
    /// "parameter_sets" of the JSON contract.
    var field: Field { Field("parameter_sets", .list(map { .record($0.fields) })) }
}
