import Fields

/// A NAL unit of a coded picture: what its header says, and its size.
public struct NALUnit: Equatable, Sendable {
    /// What it is; `nil` where the payload ended before the header said so.
    public var kind: NALUnitKind?
    /// Bytes, header included, as the length before it says.
    public var size: Int
    /// The header's one or two bytes.
    var header: UInt16
    /// How many of the scan's SEI messages are its own.
    var messageCount = 0

    /// H.264's nal_ref_idc: 0 means that no other picture needs this one.
    public var referenceIDC: Int? {
        kind?.syntax == .avc ? Int(header >> 5 & 3) : nil
    }

    /// nuh_layer_id of H.265 and H.266: 0 is the base layer.
    public var layer: Int? {
        switch kind?.syntax {
        case .hevc: Int(header >> 3 & 63)
        case .vvc: Int(header >> 8 & 63)
        case .avc, nil: nil
        }
    }

    /// TemporalId of H.265 and H.266: players may drop what is above 0.
    public var temporalID: Int? {
        switch kind?.syntax {
        case .hevc, .vvc: header & 7 == 0 ? nil : Int(header & 7) - 1
        case .avc, nil: nil
        }
    }

    var name: String { kind?.name ?? "unit without a header" }

    /// Its fields, with those of the SEI messages that are its own.
    func writeFields(with messages: ArraySlice<SEIMessage>, to sink: inout some FieldSink & ~Copyable) {
        if let kind {
            sink.integer("type", Int(kind.rawValue))
            sink.text("name", kind.name)
            if kind.isSlice, let referenceIDC { sink.integer("nal_ref_idc", referenceIDC) }
        }
        sink.integer("size", size)
        if let layer, layer > 0 { sink.integer("layer", layer) }
        if let temporalID, temporalID > 0 { sink.integer("temporal_id", temporalID) }
        if !messages.isEmpty { sink.records("sei", of: messages) { $0.writeFields(to: &$1) } }
    }
}
