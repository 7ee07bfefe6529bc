import Bytes
import Media

/// What comes of a message's payload. The message at hand stands in the decoder itself, since each chunk goes through it.
extension ChunkDecoder {
    private static let shortMessage = 16

    /// Begins the next chunk of the message at hand.
    @inline(__always)
    mutating func beginChunk() {
        if current.chunks == 0 {
            // As far as the header tells.
            let (length, type) = (table[slot].length, table[slot].type)
            let limit = min(length, options.maximumMessage)
            current.wanted = type.isMedia && !options.keepsPayload ? min(limit, MediaInterest.ofFrame) : limit
        }
        current.chunks += 1
        remainingInChunk = min(chunkSize, current.toCome)
    }

    /// Takes payload bytes: keeps those that are wanted, and lets the rest flow past.
    mutating func take(_ bytes: RawSpan, _ range: Range<Int>) {
        current.toCome -= range.count
        var rest = range
        // Nothing is kept from behind a hole: it would stand in the wrong place.
        if current.payload.count < current.wanted, current.missing == 0 { rest = keep(bytes, range) }
        if !rest.isEmpty, !current.scanner.isEmpty { current.scanner[0].feed(bytes.extracting(rest)) }
    }

    /// - Returns: What is not wanted.
    private mutating func keep(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int> {
        var rest = range
        while current.payload.count < current.wanted, !rest.isEmpty {
            let wanted = current.wanted
            // Short messages always find room, for the chunk size hangs on them.
            let room = wanted <= Self.shortMessage ? wanted : max(options.maximumUnfinished - kept, 0)
            let count = min(wanted - current.payload.count, rest.count, room)
            guard count > 0 else {
                current.facts.insert(.payloadCutAtLimit)
                current.wanted = current.payload.count
                break
            }
            current.payload.append(bytes, rest.lowerBound..<(rest.lowerBound + count))
            kept += count
            rest = (rest.lowerBound + count)..<rest.upperBound
            if current.payload.count == wanted, !options.keepsPayload, table[slot].type.isMedia { settleInterest() }
        }
        return rest
    }

    /// Asks whether the tag header that has come calls for more; once it does not, frames may be looked into.
    private mutating func settleInterest() {
        let (type, length) = (table[slot].type, table[slot].length)
        let more = current.payload.read { prefix in
            type == .audio
                ? MediaInterest.bytesWanted(ofAudio: prefix, length: length)
                : MediaInterest.bytesWanted(ofVideo: prefix, length: length)
        }
        let enough = min(more, options.maximumMessage, length)
        if enough > current.payload.count {
            current.wanted = enough
        } else if options.scansFrames, type == .video {
            let new = current.payload.read { frames.scanner(of: $0, length: length, on: table[slot].messageStreamID) }
            if let new { current.scanner = [new] }
        }
    }

    /// What the frame was found to hold, where it was looked into.
    @inline(__always)
    mutating func finishScan() -> NALScan? {
        guard !current.scanner.isEmpty else { return nil }
        defer { current.scanner = [] }
        return current.scanner[0].finish()
    }
}
