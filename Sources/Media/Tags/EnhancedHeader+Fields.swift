import Fields

extension EnhancedHeader: FieldSource {
    /// What only an enhanced header has, apart from the FourCC and the packet type.
    func writeFields(to sink: inout some FieldSink & ~Copyable) {
        if let offset = timestampOffsetNanoseconds { sink.integer("timestamp_offset_nanoseconds", Int(offset)) }
        if !modExtensions.isEmpty { sink.field("mod_ex", .list(modExtensions.map(\.fieldValue))) }
        if let multitrack { sink.text("multitrack", multitrack.name) }
    }
}
