import Bytes

extension AMF3Decoder {
    /// The body of an object that its class wrote itself (AMF3 § 3.12).
    mutating func externalizable(_ className: AMFText, from reader: inout ByteReader) -> AMFValue {
        switch ExternalizableLayout.known[className.string] {
        case .value(let name):
            let value = AMFMember(name: AMFText(name), value: next(from: &reader))
            return .externalizable(AMFExternalizable(className: className, values: [value]))
        case .levels(let levels):
            var values: [AMFMember] = []
            for level in levels where progress.failure == nil {
                readLevel(level, into: &values, from: &reader)
            }
            return .externalizable(AMFExternalizable(className: className, values: values))
        case nil:
            let start = reader.position
            let remainder = reader.copy(reader.takeRest())
            progress.noteText(.bytes, from: start, to: reader)
            if !remainder.isEmpty {
                let reason = DecodeError.Reason.invalid(
                    what: "byte count behind an unknown externalizable class", value: UInt64(remainder.count))
                progress.stop(DecodeError(reason, at: start), from: start, &reader)
            }
            return .externalizable(AMFExternalizable(className: className, remainder: remainder))
        }
    }

    /// Flag bytes, of which bit 7 announces another, then one value for each bit set.
    private mutating func readLevel(
        _ level: ExternalizableLayout.Level, into values: inout [AMFMember], from reader: inout ByteReader
    ) {
        let start = reader.position
        var flags: [UInt8] = []
        do throws(DecodeError) {
            repeat {
                try progress.countValue(at: reader.position)
                flags.append(try reader.u8())
            } while flags.last.map { $0 >= 0x80 } ?? false
        } catch {
            return progress.stop(error, from: start, &reader)
        }
        for (index, byte) in flags.enumerated() {
            for bit in 0..<7 where byte >> bit & 1 == 1 && progress.failure == nil {
                let name = AMFText(level.name(flagByte: index, bit: bit))
                values.append(AMFMember(name: name, value: next(from: &reader)))
            }
        }
    }
}
