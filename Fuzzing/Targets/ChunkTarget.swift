import RTMP

/// A direction's chunks, with holes, cut in any way.
///
/// Choices, holes (4 bytes each: how many bytes stand before it, how many are in it), bytes.
public enum ChunkTarget: FuzzTarget {
    public static let name = "chunks"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        let split = input.u8()
        let holes = (0..<Int(choice >> 6)).map { _ in (before: Int(input.u16()), count: Int(input.u16())) }
        let bytes = input.rest()
        let options = options(choice)
        let whole = told(bytes, holes, options, isMidstream: choice & 8 != 0, split: nil)
        let cut = told(bytes, holes, options, isMidstream: choice & 8 != 0, split: split)
        if whole != cut {
            let index = zip(whole, cut).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            throw BrokenPromise(
                "cut as \(split): \(cut.count) events, whole \(whole.count), first difference at \(index ?? -1)")
        }
        try check(whole, options, end: bytes.count + holes.reduce(0) { $0 + $1.count })
    }

    private static func options(_ choice: UInt8) -> MessageOptions {
        var options = MessageOptions()
        options.reportsChunks = choice & 1 != 0
        options.keepsPayload = choice & 2 != 0
        options.scansFrames = choice & 4 != 0
        if choice & 16 != 0 {
            options.maximumMessage = 300
            options.maximumUnfinished = 500
            options.maximumChunkStreams = 3
        }
        if choice & 32 != 0 { options.maximumSearched = 1024 }
        return options
    }

    private static func told(
        _ bytes: [UInt8], _ holes: [(before: Int, count: Int)], _ options: MessageOptions, isMidstream: Bool,
        split: UInt8?
    ) -> [ChunkEvent] {
        var decoder = isMidstream ? ChunkDecoder(midstreamWith: options) : ChunkDecoder(options: options)
        var told: [ChunkEvent] = []
        var offset = 0
        func feed(_ bytes: [UInt8]) {
            guard !bytes.isEmpty else { return }
            if let split {
                var cut = SplitInput(split)
                cut.forEachPiece(of: bytes) { memory, range, start in
                    decoder.feed(memory.span.bytes, in: range, offset: offset + start, packet: 1) { told.append($0) }
                }
            } else {
                decoder.feed(bytes.span.bytes, in: 0..<bytes.count, offset: offset, packet: 1) { told.append($0) }
            }
            offset += bytes.count
        }
        var position = 0
        for hole in holes {
            let end = min(bytes.count, position + hole.before)
            feed(Array(bytes[position..<end]))
            position = end
            decoder.skip(hole.count, offset: offset, packet: 1) { told.append($0) }
            offset += hole.count
        }
        feed(Array(bytes[position...]))
        decoder.finish(packet: 1) { told.append($0) }
        return told
    }

    /// Messages count from 1, lie in the stream, and do not hold more than they have.
    private static func check(
        _ events: [ChunkEvent], _ options: MessageOptions, end: Int
    ) throws(BrokenPromise) {
        var index = 0
        var isLost = false
        for event in events {
            switch event {
            case .message(let message):
                index += 1
                try promise(message.index == index, "message \(message.index) is the \(index).")
                try promise(message.offset >= 0 && message.offset < end, "message at \(message.offset) of \(end)")
                let kept = message.payload?.count ?? 0
                try promise(kept <= min(message.header.length, options.maximumMessage), "\(kept) bytes kept")
                try promise(
                    message.header.length <= end + message.missing, "\(message.header.length) bytes of \(end)")
                _ = message.body.fields
            case .cut(let cut):
                try promise(cut.received >= 0 && cut.received <= cut.header.length, "\(cut.received) received")
            case .chunk(let chunk):
                try promise(chunk.messagePosition + chunk.length <= chunk.messageLength, "a chunk past its message")
            case .lost:
                isLost = true
            case .resynchronized(let found):
                try promise(isLost || found.headers > 0, "found what was not lost")
                try promise(found.skipped >= 0 && found.offset <= end, "found at \(found.offset) of \(end)")
                isLost = false
            }
        }
    }
}
