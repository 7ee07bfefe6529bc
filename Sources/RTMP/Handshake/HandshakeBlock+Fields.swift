import Fields

extension HandshakeBlock {
    /// Facts in the words of the JSON contract. `schema` counts as SRS does; a digest that does not fit has no offset,
    /// because the two arrangements would have it at different ones.
    public var fields: [Field] {
        var fields = [Field("epoch", .integer(Int(time)))]
        if peerVersion != 0 { fields.append(Field("peer_version", .text(peerVersionText))) }
        fields.append(Field("kind", .text(kind.rawValue)))
        if let digest {
            fields.append(Field("schema", .integer(digest.schema)))
            fields.append(
                Field("digest", .record([Field("offset", .integer(digest.offset)), Field("valid", .flag(true))])))
        } else if looksComplex {
            fields.append(Field("digest", .record([Field("valid", .flag(false))])))
        }
        if let keyOffset { fields.append(Field("key_offset", .integer(keyOffset))) }
        return fields
    }
}

extension HandshakeVersion {
    /// The version in the words of the JSON contract.
    public var fields: [Field] { [Field("version", .integer(Int(rawValue)))] }
}
