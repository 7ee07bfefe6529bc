import Bytes

extension MediaBody {
    /// Reads the body of an audio message or track of which `reader` holds the first bytes, maybe all `length`.
    mutating func readAudio(
        _ packet: AudioPacketType?, codec: Codec?, from reader: inout ByteReader, length: Int
    ) throws(DecodeError) {
        guard length > 0 else { return }
        if packet == .multichannelConfig {
            content = .multichannel(try MultichannelConfig(from: &reader))
        } else if packet?.isSequenceHeader ?? false {
            content = codec?.configuration(from: &reader).map(Content.configuration)
        } else if packet?.isCodedFrames ?? true {
            hasADTS = packet == .aacRaw && Self.beginsWithADTS(reader)
            frameHeader = codec?.frameHeader(from: &reader)
        }
    }

    /// Reads the body of a video message or track of which `reader` holds the first bytes, maybe all `length`.
    mutating func readVideo(
        _ packet: VideoPacketType?, codec: Codec?, hasCompositionTime: Bool, isKey: Bool,
        from reader: inout ByteReader, length: Int
    ) throws(DecodeError) {
        if hasCompositionTime {
            // SI24: negative where a frame is shown before it is decoded, by encoders that shift their clock.
            compositionTime = Int32(bitPattern: try reader.u24() &<< 8) &>> 8
            headerLength = 3
        }
        guard length > headerLength else { return }
        if packet == .metadata {
            content = .metadata(VideoMetadata(from: &reader))
        } else if packet == .mpeg2TSSequenceStart {
            // av01: AV1VideoDescriptor, not the record of the other sequence header.
        } else if packet?.isSequenceHeader ?? false {
            content = codec?.configuration(from: &reader).map(Content.configuration)
        } else if isKey, packet?.isCodedFrames ?? true {
            pictureSize = codec?.pictureSize(from: &reader)
        }
    }

    // ISO 14496-3 § 1.A.2.2.1: twelve bits 1, a bit of version, two of layer, which is 0.
    private static func beginsWithADTS(_ reader: borrowing ByteReader) -> Bool {
        guard reader.peek() == 0xFF, let second = reader.peek(1) else { return false }
        return second & 0xF6 == 0xF0
    }
}
