import Bytes
import Media

// Methods of the chunk stream rather than of its decoder: each looks the stream up once.
extension ChunkStream {
    /// Begins the next chunk of the message in progress.
    /// - Returns: Its payload bytes.
    mutating func beginChunk(of chunkSize: Int, options: SharedMessageOptions) -> Int {
        if chunks == 0 {
            // As far as the header tells.
            let limit = min(length, options.maximumMessage)
            wanted = type.isMedia && !options.keepsPayload ? min(limit, MediaInterest.ofFrame) : limit
        }
        chunks += 1
        return min(chunkSize, length - received)
    }

    /// Takes payload bytes: keeps those that are wanted, and lets the rest flow past.
    ///
    /// - Parameter kept: Bytes that all chunk streams of the decoder keep.
    mutating func take(
        _ bytes: RawSpan, _ range: Range<Int>, options: SharedMessageOptions, kept: inout Int, frames: FrameSyntaxMemory
    ) {
        received += range.count
        var rest = range
        // Nothing is kept from behind a hole: it would stand in the wrong place.
        if payload.count < wanted, missing == 0 { rest = keep(bytes, range, options, &kept, frames) }
        if !rest.isEmpty, !scanner.isEmpty { scanner[0].feed(bytes.extracting(rest)) }
    }

    /// - Returns: What is not wanted.
    private mutating func keep(
        _ bytes: RawSpan, _ range: Range<Int>, _ options: SharedMessageOptions, _ kept: inout Int,
        _ frames: FrameSyntaxMemory
    ) -> Range<Int> {
        var rest = range
        while payload.count < wanted, !rest.isEmpty {
            // Short messages always find room, for the chunk size hangs on them.
            let room = wanted <= Self.shortMessage ? wanted : max(options.maximumUnfinished - kept, 0)
            let count = min(wanted - payload.count, rest.count, room)
            guard count > 0 else {
                facts.insert(.payloadCutAtLimit)
                wanted = payload.count
                break
            }
            payload.append(bytes, rest.lowerBound..<(rest.lowerBound + count))
            kept += count
            rest = (rest.lowerBound + count)..<rest.upperBound
            if payload.count == wanted, type.isMedia, !options.keepsPayload { settleInterest(options, frames) }
        }
        return rest
    }

    private static let shortMessage = 16

    /// What the frame was found to hold, where it was looked into.
    mutating func finishScan() -> NALScan? {
        guard !scanner.isEmpty else { return nil }
        defer { scanner.removeAll(keepingCapacity: true) }
        return scanner[0].finish()
    }

    /// Asks whether the tag header that has come calls for more; once it does not, frames may be looked into.
    private mutating func settleInterest(_ options: SharedMessageOptions, _ frames: FrameSyntaxMemory) {
        let head = payload
        let prefix = head.span.bytes
        let more =
            type == .audio
            ? MediaInterest.bytesWanted(ofAudio: prefix, length: length)
            : MediaInterest.bytesWanted(ofVideo: prefix, length: length)
        let enough = min(more, options.maximumMessage, length)
        if enough > payload.count {
            wanted = enough
        } else if options.scansFrames, type == .video {
            if let new = frames.scanner(of: prefix, length: length, on: messageStreamID) { scanner.append(new) }
        }
    }
}
