import Fields

/// A property that metadata and a sequence header of the same stream give differently.
public struct MetadataDisagreement: Equatable, Sendable {
    /// The property of `onMetaData`.
    public var property: String
    /// What metadata says.
    public var metadata: FieldValue
    /// What the sequence header says.
    public var sequenceHeader: FieldValue

    /// For `data` of a finding.
    public var fields: [Field] {
        [
            Field("property", .text(property)), Field("metadata", metadata),
            Field("sequence_header", sequenceHeader),
        ]
    }
}

extension StreamMetadata {
    /// Where the sequence headers know better. Codecs are those of the tags; what is not given is not compared.
    ///
    /// Frame rates within one part in a hundred agree: 30 stands for 29.97. Zero is "not known".
    public func disagreements(
        with video: Configuration?, audio: Configuration?, videoCodec: Codec? = nil, audioCodec: Codec? = nil
    ) -> [MetadataDisagreement] {
        var found: [MetadataDisagreement] = []
        func compare(_ property: String, _ claim: Double?, _ facts: [Double?], tolerance: Double = 0) {
            let facts = facts.compactMap(\.self)
            guard let claim, claim != 0, let fact = facts.first else { return }
            if facts.contains(where: { abs($0 - claim) <= $0 * tolerance }) { return }
            found.append(
                MetadataDisagreement(property: property, metadata: .number(claim), sequenceHeader: .number(fact)))
        }
        func compare(_ property: String, _ claim: CodecClaim?, _ fact: Codec?) {
            guard let claim, let fact, claim.codec != fact else { return }
            found.append(
                MetadataDisagreement(
                    property: property, metadata: .text(claim.name), sequenceHeader: .text(fact.name)))
        }
        compare("videocodecid", self.video, videoCodec)
        compare("width", width, [video?.record.width.map(Double.init)])
        compare("height", height, [video?.record.height.map(Double.init)])
        compare("framerate", frameRate, [video?.record.frameRate], tolerance: 0.01)
        compare("audiocodecid", self.audio, audioCodec)
        // Encoders of HE-AAC give the rate and the channels of the sound or those of the core coder.
        let sound = audio?.record
        compare(
            "audiosamplerate", audioSampleRate, [sound?.sampleRate, sound?.coreSampleRate].map { $0.map(Double.init) })
        let channels = [sound?.channels, sound?.coreChannels].compactMap(\.self)
        compare("audiochannels", audioChannels, channels.map(Double.init))
        // More than two channels are neither: encoders send false with 5.1.
        if let isStereo, let fact = channels.first, fact <= 2, !channels.contains(where: { isStereo == ($0 > 1) }) {
            found.append(
                MetadataDisagreement(property: "stereo", metadata: .flag(isStereo), sequenceHeader: .flag(fact > 1)))
        }
        return found
    }
}
