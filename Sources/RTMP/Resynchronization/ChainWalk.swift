/// Reads ahead from one place, chunk by chunk, each header where the chunk size says that it must be, and adds up
/// what speaks for the place being a chunk boundary.
///
/// A hole inside payload is passed over. A header inside a hole is taken for the continuation of the message in
/// progress, which adds no evidence.
struct ChainWalk {
    /// A chunk stream as the walk sees it.
    struct Strand {
        var id: Int
        var type: MessageTypeID
        var length: Int
        var messageStreamID: UInt32
        /// `messageStreamID` was read, not assumed.
        var isIdentified: Bool
        var timestamp: UInt32
        var hasExtendedTimestamp: Bool
        var extendedTimestamp: UInt32
        /// Headers that came later may have been missed.
        var isStale = true
        /// Offset of the header that began a message with a length that may be outdated, and the evidence since: it
        /// counts once a header stands where that length says.
        var unconfirmed: (offset: Int, bits: Int)?
        /// Payload bytes still to come of the message in progress.
        var remaining = 0
    }

    enum Verdict {
        /// More evidence than was asked for.
        case proven
        /// Something stands where no header may stand.
        case broken
        /// What has come is used up.
        case open
        /// The next header lies in a hole, and nothing tells where the one behind it is.
        case blind
    }

    /// What is asked of a walk before it is believed.
    struct Demand {
        var bits: Int
        /// Headers that begin a message.
        var messages: Int
        /// The first header is known to be one, so that it proves nothing.
        var isBehindFirst = false
    }

    private(set) var strands: [Strand] = []
    private(set) var chunkSize: Int
    private(set) var bits = 0
    /// Headers that were seen where they had to be.
    private(set) var headers = 0
    private(set) var messages = 0
    /// Length of the longest message met: chunk sizes from there on make no difference.
    private(set) var longest = 0
    /// Offset of the last header that was seen: everything before it is confirmed by where it stands.
    private(set) var reach = 0
    private(set) var firstFormat: UInt8 = 0
    private(set) var firstChunkStreamID = 0
    private(set) var firstLength = 0
    private var current: Int?

    /// Headers after which a walk ends: what has not proven itself by then never will.
    private static let maximumHeaders = 512

    init(chunkSize: Int) { self.chunkSize = chunkSize }

    /// Makes a message in progress known.
    mutating func add(_ strand: Strand, isCurrent: Bool = false) {
        if isCurrent { current = strands.count }
        strands.append(strand)
    }

    /// - Parameters:
    ///   - held: What is read, from `offset` up to `limit`.
    ///   - bytes: Those of `held`.
    ///   - prior: What was known of a chunk stream before.
    mutating func run(
        _ held: HeldStream, _ bytes: RawSpan, from offset: Int, to limit: Int, demand: Demand,
        _ knowledge: HeaderEvidence.Knowledge, prior: (Int) -> Strand?
    ) -> Verdict {
        var here = offset
        var number = held.stretch(at: here)
        while headers < Self.maximumHeaders {
            while number < held.stretches.count, held.stretches[number].end <= here { number += 1 }
            guard number < held.stretches.count, here < limit else { return .open }
            let stretch = held.stretches[number]
            if here < stretch.offset {
                guard let current, strands[current].remaining > 0 else { return .blind }
                here += skipChunks(current, within: stretch.offset - here)
                continue
            }
            let index = stretch.index + (here - stretch.offset)
            let end = stretch.index + min(stretch.end, limit) - stretch.offset
            guard let header = ChunkHeader(bytes, at: index, end: end) else {
                return stretch.end < limit ? .blind : .open
            }
            let local: Int
            if let known = strands.firstIndex(where: { $0.id == header.chunkStreamID }) {
                local = known
            } else if let known = prior(header.chunkStreamID) {
                local = strands.count
                strands.append(known)
            } else {
                local = -1
            }
            let ended = current.flatMap { strands[$0].remaining == 0 ? $0 : nil }
            var count = header.count
            // Several of the types 1 to 6 are of one length: nothing would tell which of them it is now.
            if header.format >= 2, local >= 0, strands[local].isStale, strands[local].remaining == 0,
                strands[local].type.rawValue <= 6
            {
                return .broken
            }
            if header.format == 3 {
                guard local >= 0 else { return .broken }
                guard let more = readFormat3(local, at: here, bytes, at: index, basic: header.count, end: end) else {
                    return .open
                }
                count += more
            } else {
                guard begin(header, local, at: here, knowledge) else { return .broken }
            }
            let strand = local >= 0 ? local : strands.count - 1
            if headers == 0 {
                (firstFormat, firstChunkStreamID) = (header.format, header.chunkStreamID)
                firstLength = strands[strand].length
            }
            headers += 1
            reach = here
            if let ended, let evidence = strands[ended].unconfirmed {
                bits += evidence.bits
                messages += 1
                strands[ended].unconfirmed = nil
            }
            let isStart = strands[strand].remaining == strands[strand].length
            if isStart {
                guard
                    let more = PayloadEvidence.weigh(
                        bytes, at: index + count, available: min(end - index - count, chunkSize),
                        type: strands[strand].type, length: strands[strand].length)
                else { return .broken }
                bits += more
                obey(strand, bytes, at: index + count, end: end)
            }
            if demand.isBehindFirst, headers == 1 {
                bits = 0
                strands[strand].unconfirmed?.bits = 0
            }
            current = strand
            here += count + takeChunk(strand)
            if bits >= demand.bits, messages >= demand.messages {
                let confirmed = strands.compactMap(\.unconfirmed?.offset).min() ?? reach
                if !demand.isBehindFirst || confirmed > offset {
                    reach = confirmed
                    return .proven
                }
            }
        }
        return .open
    }

    /// Begins the message of a header of fmt 0, 1 or 2; `false` where it cannot be one.
    private mutating func begin(
        _ header: ChunkHeader, _ known: Int, at offset: Int, _ knowledge: HeaderEvidence.Knowledge
    ) -> Bool {
        let strand = known >= 0 ? strands[known] : nil
        guard strand?.remaining ?? 0 == 0, header.format < 2 || strand != nil,
            let weight = HeaderEvidence.weigh(header, on: strand, knowledge)
        else { return false }
        var next =
            strand
            ?? Strand(
                id: header.chunkStreamID, type: header.type, length: 0, messageStreamID: 0, isIdentified: false,
                timestamp: 0, hasExtendedTimestamp: false, extendedTimestamp: 0)
        let field = header.extendedTimestamp ?? header.timestampField
        next.timestamp = header.format == 0 ? field : next.timestamp &+ field
        next.hasExtendedTimestamp = header.extendedTimestamp != nil
        next.extendedTimestamp = header.extendedTimestamp ?? 0
        if header.format < 2 {
            next.type = header.type
            next.length = header.length
            next.isStale = false
        }
        if header.format == 0 {
            next.messageStreamID = header.messageStreamID
            next.isIdentified = true
        }
        next.remaining = next.length
        longest = max(longest, next.length)
        if next.isStale {
            next.unconfirmed = (offset, weight)
        } else {
            bits += weight
            messages += 1
        }
        if known >= 0 { strands[known] = next } else { strands.append(next) }
        return true
    }

    /// Weighs a fmt 3 header; gives the bytes of its extended timestamp, `nil` while they have not come.
    private mutating func readFormat3(
        _ strand: Int, at offset: Int, _ bytes: RawSpan, at index: Int, basic: Int, end: Int
    ) -> Int? {
        var extended = 0
        var weight = 0
        if strands[strand].hasExtendedTimestamp {
            guard end - index >= basic + 4 else { return nil }
            let value = ChunkHeader.u32(bytes, index + basic)
            if value == strands[strand].extendedTimestamp || value == strands[strand].timestamp {
                extended = 4
                weight = 12
            }
        }
        if strands[strand].remaining > 0 {
            weight += Self.isInRun(bytes, at: index, end: end) ? 1 : 7 * basic
        } else {
            // A message with the last one's header: that it is one shows by what stands behind it.
            strands[strand].remaining = strands[strand].length
            longest = max(longest, strands[strand].length)
            weight += 3
            if strands[strand].isStale { strands[strand].unconfirmed = (offset, 0) }
        }
        if strands[strand].unconfirmed == nil { bits += weight } else { strands[strand].unconfirmed?.bits += weight }
        return extended
    }

    /// A byte in a run of its like says nothing.
    private static func isInRun(_ bytes: RawSpan, at index: Int, end: Int) -> Bool {
        let byte = bytes.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
        if index > 0, bytes.unsafeLoad(fromUncheckedByteOffset: index - 1, as: UInt8.self) == byte { return true }
        return index + 1 < end && bytes.unsafeLoad(fromUncheckedByteOffset: index + 1, as: UInt8.self) == byte
    }

    /// Bytes of the chunks of a message that begin within the next `room` bytes, headers and all.
    private mutating func skipChunks(_ strand: Int, within room: Int) -> Int {
        let header = Self.continuationLength(strands[strand])
        let whole = min(room / (header + chunkSize), strands[strand].remaining / chunkSize)
        guard whole > 0 else { return header + takeChunk(strand) }
        strands[strand].remaining -= whole * chunkSize
        return whole * (header + chunkSize)
    }

    /// Payload bytes of the chunk that begins now.
    private mutating func takeChunk(_ strand: Int) -> Int {
        let count = min(chunkSize, strands[strand].remaining)
        strands[strand].remaining -= count
        return count
    }

    /// Set Chunk Size and Abort change how what follows is to be read.
    private mutating func obey(_ strand: Int, _ bytes: RawSpan, at index: Int, end: Int) {
        let type = strands[strand].type
        guard type == .setChunkSize || type == .abort, strands[strand].length == 4, end - index >= 4 else { return }
        let value = Int(ChunkHeader.u32(bytes, index) & 0x7fff_ffff)
        if type == .abort {
            if let victim = strands.firstIndex(where: { $0.id == value }), victim != strand {
                strands[victim].remaining = 0
            }
        } else if value > 0 {
            chunkSize = value
        }
    }

    /// Bytes of a fmt 3 header that nobody has seen.
    static func continuationLength(_ strand: Strand) -> Int {
        let basic = strand.id < 64 ? 1 : strand.id < 320 ? 2 : 3
        return basic + (strand.hasExtendedTimestamp ? 4 : 0)
    }
}
