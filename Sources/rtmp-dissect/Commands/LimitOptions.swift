import AMF
import ArgumentParser
import Dissection
import RTMP
import Segments
import Streams

/// What may be held at once; every bound says in the report when it is reached. Bytes may be given as 64k, 16M, 2G.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Flows open at once (100000).", valueName: "count"))
    var maxFlows: Int?

    @Option(help: ArgumentHelp("Bytes one sender may keep waiting behind a hole (4M).", valueName: "bytes"))
    var maxOutOfOrder: ByteSize?

    @Option(help: ArgumentHelp("Segments one sender may keep waiting behind a hole (4096).", valueName: "count"))
    var maxOutOfOrderSegments: Int?

    @Option(help: ArgumentHelp("Bytes that all flows may keep waiting behind holes (64M).", valueName: "bytes"))
    var maxOutOfOrderInAll: ByteSize?

    @Option(
        help: ArgumentHelp("Bytes held of IP datagrams whose fragments have not all come (4M).", valueName: "bytes"))
    var maxFragments: ByteSize?

    @Option(help: ArgumentHelp("Payload bytes kept of one message (16M).", valueName: "bytes"))
    var maxMessage: ByteSize?

    @Option(help: ArgumentHelp("Payload bytes kept of one direction's unfinished messages (32M).", valueName: "bytes"))
    var maxUnfinished: ByteSize?

    @Option(help: ArgumentHelp("Chunk streams of one direction (4096).", valueName: "count"))
    var maxChunkStreams: Int?

    @Option(help: ArgumentHelp("Bytes in which a lost chunk boundary is searched at once (256k).", valueName: "bytes"))
    var maxSearch: ByteSize?

    @Option(help: ArgumentHelp("Depth to which AMF values may nest (64).", valueName: "count"))
    var maxAMFDepth: Int?

    @Option(help: ArgumentHelp("AMF values in one message (65536).", valueName: "count"))
    var maxAMFValues: Int?

    @Option(
        help: ArgumentHelp(
            "Bytes of text that the AMF3 references of one message may stand for (16M).", valueName: "bytes"))
    var maxAMFText: ByteSize?

    @Option(help: ArgumentHelp("Calls of one direction remembered until they are answered (1024).", valueName: "count"))
    var maxCalls: Int?

    @Option(help: ArgumentHelp("Bytes held of a flow until it is known what it speaks (16k).", valueName: "bytes"))
    var maxHeld: ByteSize?

    @Option(help: ArgumentHelp("The same, of a flow whose beginning was not captured (256k).", valueName: "bytes"))
    var maxHeldMidstream: ByteSize?

    @Option(help: ArgumentHelp("The same, of all such flows (64M).", valueName: "bytes"))
    var maxHeldInAll: ByteSize?

    @Option(help: ArgumentHelp("Seconds of silence after which a flow counts as ended (3600).", valueName: "seconds"))
    var idleTime: Int?

    private var counts: [Int?] {
        [maxFlows, maxOutOfOrderSegments, maxChunkStreams, maxAMFDepth, maxAMFValues, maxCalls, idleTime]
    }

    private var sizes: [ByteSize?] {
        [
            maxOutOfOrder, maxOutOfOrderInAll, maxFragments, maxMessage, maxUnfinished, maxSearch, maxAMFText, maxHeld,
            maxHeldMidstream, maxHeldInAll,
        ]
    }

    func validate() throws {
        let values = counts + sizes.map { $0?.bytes }
        if values.contains(where: { $0.map { $0 < 1 || $0 > 1 << 40 } ?? false }) {
            throw ValidationError("A limit is a number from 1 up.")
        }
    }

    func apply(to options: inout DissectionOptions) {
        if let maxFlows { options.streams.flows = maxFlows }
        if let maxOutOfOrder { options.streams.outOfOrderBytes = maxOutOfOrder.bytes }
        if let maxOutOfOrderSegments { options.streams.outOfOrderSegments = maxOutOfOrderSegments }
        if let maxOutOfOrderInAll { options.streams.totalOutOfOrderBytes = maxOutOfOrderInAll.bytes }
        if let maxFragments { options.fragments.totalBytes = maxFragments.bytes }
        if let maxMessage { options.messages.maximumMessage = maxMessage.bytes }
        if let maxUnfinished { options.messages.maximumUnfinished = maxUnfinished.bytes }
        if let maxChunkStreams { options.messages.maximumChunkStreams = maxChunkStreams }
        if let maxSearch { options.messages.maximumSearched = maxSearch.bytes }
        if let maxAMFDepth { options.messages.amf.depth = maxAMFDepth }
        if let maxAMFValues { options.messages.amf.values = maxAMFValues }
        if let maxAMFText { options.messages.amf.referencedBytes = maxAMFText.bytes }
        if let maxCalls { options.maximumCalls = maxCalls }
        if let maxHeld { options.maximumHeld = maxHeld.bytes }
        if let maxHeldMidstream { options.maximumHeldMidstream = maxHeldMidstream.bytes }
        if let maxHeldInAll { options.maximumHeldInAll = maxHeldInAll.bytes }
        if let idleTime { options.streams.idleTime = Int64(idleTime) * 1_000_000_000 }
    }
}
