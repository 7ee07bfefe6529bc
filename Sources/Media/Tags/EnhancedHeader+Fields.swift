import Fields

extension EnhancedHeader {
    /// What only an enhanced header has, apart from the FourCC and the packet type.
    var fields: [Field] {
        var fields: [Field] = []
        if let offset = timestampOffsetNanoseconds {
            fields.append(Field("timestamp_offset_nanoseconds", .integer(Int(offset))))
        }
        if !modExtensions.isEmpty { fields.append(Field("mod_ex", .list(modExtensions.map(\.fieldValue)))) }
        if let multitrack { fields.append(Field("multitrack", .text(multitrack.name))) }
        return fields
    }
}
