import AMF
import Fields

/// A number of `connect` whose bits each mean something.
public struct CapabilityBits: Equatable, Sendable {
    /// As sent.
    public var number: Double
    /// The bits; `nil` where the number is none that has 32 bits.
    public var bits: UInt32?
    /// What the bits mean that are set, and "0x1000" for one that means nothing we know.
    public var names: [String]

    init?(_ value: AMFValue?, _ table: [(bit: UInt32, name: String)]) {
        guard let number = value?.number else { return nil }
        self.number = number
        bits = UInt32(exactly: number)
        names = []
        guard let bits else { return }
        for shift in 0..<32 as Range<UInt32> where bits &>> shift & 1 == 1 {
            let bit = 1 &<< shift as UInt32
            names.append(table.first { $0.bit == bit }?.name ?? "0x\(String(bit, radix: 16))")
        }
    }

    /// Whether all bits of `mask` are set.
    public func contains(_ mask: UInt32) -> Bool { bits.map { $0 & mask == mask } ?? false }

    /// "15: reconnect, multitrack, mod ex, timestamp nano offset"
    var text: String {
        let list = bits == nil ? "not a number of 32 bits" : names.isEmpty ? "nothing" : names.joined(separator: ", ")
        return "\(number.plainDescription): \(list)"
    }

    var fieldValue: FieldValue {
        .record([Field("value", .number(number)), Field("names", .list(names.map { .text($0) }))])
    }
}
