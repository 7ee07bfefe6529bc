import Bytes

extension MediaTrack {
    /// A track identifier has eight bits: more tracks than this in one message are a mistake.
    static let greatestCount = 256

    /// Reads the tracks of a multitrack message behind its common FourCC, E-RTMP v2 § Multitrack:
    ///
    ///     { [FourCC (32), many codecs] track id (8) [size (24), many tracks] body }
    ///
    /// What could be read is in `tracks` even when this throws. `base` is where the payload begins in the reader's
    /// span and `length` how long it is, of which the reader may hold only the first bytes.
    static func read(
        _ layout: MultitrackType, fourCC common: FourCC?, kind: Codec.Kind, from reader: inout ByteReader, base: Int,
        length: Int, into tracks: inout [MediaTrack],
        body: (inout MediaBody, Codec?, inout ByteReader, Int) throws(DecodeError) -> Void
    ) throws(DecodeError) {
        guard layout.rawValue <= MultitrackType.manyTracksManyCodecs.rawValue else {
            throw DecodeError(.invalid(what: "multitrack type", value: UInt64(layout.rawValue)), at: reader.position)
        }
        repeat {
            guard tracks.count < greatestCount else {
                throw DecodeError(.limit(what: "number of tracks", bound: greatestCount), at: reader.position)
            }
            var fourCC = common
            if layout == .manyTracksManyCodecs { fourCC = FourCC(rawValue: try reader.u32()) }
            let id = try reader.u8()
            let sizePosition = reader.position
            var size: Int?
            if layout != .oneTrack { size = Int(try reader.u24()) }
            let start = reader.position - base
            let count = size ?? length - start
            guard count <= length - start else {
                throw DecodeError(.invalid(what: "size of track", value: UInt64(count)), at: sizePosition)
            }
            var track = MediaTrack(
                trackID: id, codec: fourCC.flatMap { Codec($0, kind: kind) }, fourCC: fourCC,
                range: start..<(start + count))
            var part = try reader.limited(to: min(count, reader.remaining))
            do throws(DecodeError) {
                try body(&track.body, track.codec, &part, count)
            } catch {
                tracks.append(track)
                throw error
            }
            tracks.append(track)
        } while layout != .oneTrack && (tracks.last?.range.upperBound ?? length) < length
    }
}
