import Bytes
import Media

/// How each message stream's video frames are laid out, as its last sequence header said: frames do not repeat it.
///
/// Nearly every encoder uses lengths of 4 bytes, which is what is taken where nothing is remembered.
struct FrameSyntaxMemory {
    /// Bytes of a NAL unit's length prefix, by message stream id. A list: a direction has one or two.
    private var lengthSizes: [(messageStreamID: UInt32, size: UInt32)] = []

    /// Message streams remembered at once.
    private static let maximum = 64
    private static let usualSize: UInt32 = 4

    mutating func note(_ tag: VideoTag, on messageStreamID: UInt32) {
        guard let size = Self.lengthSize(tag) else { return }
        if let index = lengthSizes.firstIndex(where: { $0.messageStreamID == messageStreamID }) {
            lengthSizes[index].size = size
        } else if size != Self.usualSize, lengthSizes.count < Self.maximum {
            lengthSizes.append((messageStreamID, size))
        }
    }

    /// Whether noting the tag would change anything.
    func isNews(_ tag: VideoTag) -> Bool {
        guard let size = Self.lengthSize(tag) else { return false }
        return size != Self.usualSize || !lengthSizes.isEmpty
    }

    private static func lengthSize(_ tag: VideoTag) -> UInt32? {
        tag.configuration?.lengthSize.map { UInt32(truncatingIfNeeded: $0) }
    }

    /// A scanner that has seen `prefix`, if the payload of which that is the beginning holds NAL units.
    func scanner(of prefix: RawSpan, length: Int, on messageStreamID: UInt32) -> NALScanner? {
        var reader = ByteReader(prefix)
        let tag = VideoTag(from: &reader, length: length)
        guard tag.isCodedFrames, tag.tracks.isEmpty, let syntax = tag.codec?.nalSyntax,
            tag.headerLength <= prefix.byteCount
        else { return nil }
        let known = lengthSizes.first { $0.messageStreamID == messageStreamID }
        var scanner = NALScanner(syntax: syntax, lengthSize: Int(known?.size ?? Self.usualSize))
        scanner.feed(prefix.extracting(tag.headerLength..<prefix.byteCount))
        return scanner
    }

    func scan(_ payload: RawSpan, length: Int, on messageStreamID: UInt32) -> NALScan? {
        var scanner = scanner(of: payload, length: length, on: messageStreamID)
        return scanner?.finish()
    }
}
