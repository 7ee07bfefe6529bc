import Bytes

extension AMF3Decoder {
    /// An object that is not a reference. `header` is its U29 without the lowest bit (AMF3 § 3.12):
    ///
    /// ```
    /// …index 0          an object of traits sent before
    /// …count d 0 1      traits follow: count of sealed members, d = dynamic
    /// …      1 1        traits follow: externalizable
    /// ```
    mutating func object(_ header: Int, from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        let traits =
            header & 1 == 0
            ? try knownTraits(header >> 1, at: reader.position) : try newTraits(header, from: &reader)
        if traits.isExternalizable { return externalizable(traits.className ?? "", from: &reader) }

        var members: [AMFMember] = []
        for name in traits.sealedNames where progress.failure == nil {
            progress.trace?.begin(name.string)
            members.append(AMFMember(name: name, value: next(from: &reader)))
            progress.trace?.end()
        }
        var isTerminated = progress.failure == nil
        if traits.isDynamic, isTerminated {
            let dynamic = namedMembers(from: &reader)
            members += dynamic.members
            isTerminated = dynamic.isTerminated
        }
        return .object(AMFObject(className: traits.className, members: members, isTerminated: isTerminated))
    }

    private mutating func knownTraits(_ index: Int, at position: Int) throws(DecodeError) -> AMF3Traits {
        guard index < traits.count else {
            throw DecodeError(.invalid(what: "AMF3 traits reference", value: UInt64(index)), at: position)
        }
        try progress.countReferenced(traits[index].byteCount, at: position)
        return traits[index]
    }

    private mutating func newTraits(_ header: Int, from reader: inout ByteReader) throws(DecodeError) -> AMF3Traits {
        let isExternalizable = header & 2 != 0
        let count = isExternalizable ? 0 : header >> 3
        let className = try name(.className, from: &reader)
        try Self.require(count, of: 1, in: reader)
        var names: [AMFText] = []
        while names.count < count {
            try progress.countValue(at: reader.position)
            names.append(try name(from: &reader))
        }
        let new = AMF3Traits(
            className: className.isEmpty ? nil : className, isExternalizable: isExternalizable,
            isDynamic: header & 4 != 0 && !isExternalizable, sealedNames: names)
        // Also externalizable and anonymous traits take an index (AMF3 § 2.2).
        traits.append(new)
        return new
    }
}
