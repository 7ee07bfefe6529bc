import Bytes
import Media

/// How each message stream's video frames are laid out, as its last sequence header said: frames do not repeat it.
struct FrameSyntaxMemory {
    /// Bytes of a NAL unit's length prefix, by message stream id.
    private var lengthSizes: [UInt32: Int] = [:]

    /// Message streams remembered at once; a direction has one or two.
    private static let maximum = 64

    mutating func note(_ tag: VideoTag, on messageStreamID: UInt32) {
        guard let size = tag.configuration?.lengthSize,
            lengthSizes.count < Self.maximum || lengthSizes[messageStreamID] != nil
        else { return }
        lengthSizes[messageStreamID] = size
    }

    /// A scanner that has seen `prefix`, if the payload of which that is the beginning holds NAL units.
    func scanner(of prefix: RawSpan, length: Int, on messageStreamID: UInt32) -> NALScanner? {
        var reader = ByteReader(prefix)
        let tag = VideoTag(from: &reader, length: length)
        guard tag.isCodedFrames, tag.tracks.isEmpty, let syntax = tag.codec?.nalSyntax,
            tag.headerLength <= prefix.byteCount
        else { return nil }
        // 4 is what nearly every encoder uses, where the sequence header was not seen.
        var scanner = NALScanner(syntax: syntax, lengthSize: lengthSizes[messageStreamID] ?? 4)
        scanner.feed(prefix.extracting(tag.headerLength..<prefix.byteCount))
        return scanner
    }

    func scan(_ payload: RawSpan, length: Int, on messageStreamID: UInt32) -> NALScan? {
        var scanner = scanner(of: payload, length: length, on: messageStreamID)
        return scanner?.finish()
    }
}
