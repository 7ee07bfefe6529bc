import Bytes
import Fields
import Media

/// Audio and video messages, configuration records, and frames cut in any way.
public enum MediaTarget: FuzzTarget {
    public static let name = "media"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        let split = input.u8()
        let bytes = input.rest()
        // A message may be longer than what was kept of it.
        let length = choice & 0x10 == 0 ? bytes.count : bytes.count + Int(split) << 4
        switch choice & 15 {
        case 0: try audio(bytes, length: length)
        case 1: try video(bytes, length: length)
        case 2, 3, 4: try frame(bytes, [.avc, .hevc, .vvc][Int(choice & 15) - 2], split: split)
        default: try configuration(bytes, choice & 15)
        }
    }

    // MARK: Messages

    private static func audio(_ bytes: [UInt8], length: Int) throws(BrokenPromise) {
        var reader = ByteReader(bytes.span.bytes)
        let tag = AudioTag(from: &reader, length: length)
        try promise(tag.headerLength <= tag.length, "a header of \(tag.headerLength) in \(tag.length) bytes")
        try check(tag.tracks, tag.length)
        try words(tag.summary, tag.fields)
        try interest(bytes, length) { MediaInterest.bytesWanted(ofAudio: $0, length: $1) }
    }

    private static func video(_ bytes: [UInt8], length: Int) throws(BrokenPromise) {
        var reader = ByteReader(bytes.span.bytes)
        let tag = VideoTag(from: &reader, length: length)
        try promise(tag.headerLength <= tag.length, "a header of \(tag.headerLength) in \(tag.length) bytes")
        try check(tag.tracks, tag.length)
        try words(tag.summary, tag.fields)
        try interest(bytes, length) { MediaInterest.bytesWanted(ofVideo: $0, length: $1) }
    }

    private static func check(_ tracks: [MediaTrack], _ length: Int) throws(BrokenPromise) {
        for track in tracks {
            try promise(
                track.range.upperBound <= length && track.data.upperBound <= length, "a track past its message")
        }
    }

    /// Asking again with as much as was wanted comes to an end, within the message and the limit.
    private static func interest(
        _ bytes: [UInt8], _ length: Int, _ wanted: (RawSpan, Int) -> Int
    ) throws(BrokenPromise) {
        var held = 0
        for _ in 0..<200 {
            let want = wanted(Array(bytes.prefix(held)).span.bytes, length)
            try promise(want <= min(length, MediaInterest.limit), "\(want) bytes wanted of \(length)")
            if want <= held || held >= bytes.count { return }
            held = want
        }
        // A chain of ModEx headers asks for a few bytes at a time.
        try promise(held > 200, "asks without end")
    }

    // MARK: Frames

    private static func frame(_ bytes: [UInt8], _ syntax: NALSyntax, split: UInt8) throws(BrokenPromise) {
        let lengthSize = 1 + Int(split >> 6)
        var whole = NALScanner(syntax: syntax, lengthSize: lengthSize)
        var cut = whole
        whole.feed(bytes.span.bytes)
        var way = SplitInput(split)
        for piece in way.pieces(of: bytes.count) { cut.feed(Array(bytes[piece]).span.bytes) }
        let scan = whole.finish()
        try promise(scan == cut.finish(), "cut as \(split), another scan")
        try promise(scan.units.count <= NALScan.maximumUnits, "\(scan.units.count) units")
        try words(scan.summary, scan.fields)
    }

    // MARK: Configurations

    private static func configuration(_ bytes: [UInt8], _ kind: UInt8) throws(BrokenPromise) {
        var reader = ByteReader(bytes.span.bytes)
        let record: any CodecConfiguration =
            switch kind {
            case 5: AVCConfiguration(from: &reader)
            case 6: HEVCConfiguration(from: &reader)
            case 7: VVCConfiguration(from: &reader)
            case 8: AV1Configuration(from: &reader)
            case 9: VPConfiguration(from: &reader)
            case 10: AudioSpecificConfig(from: &reader)
            case 11: OpusHead(from: &reader)
            default: FLACStreamInfo(from: &reader)
            }
        try promise(reader.position <= bytes.count, "read past the end")
        try words(record.summary, record.fields)
    }

    /// What is said of it can be printed; text of the wire is escaped by who prints fields.
    private static func words(_ summary: String, _ fields: [Field]) throws(BrokenPromise) {
        try OutputChecks.text(Array(summary.utf8))
        for field in fields { try promise(!field.name.isEmpty, "a field without a name") }
    }
}
