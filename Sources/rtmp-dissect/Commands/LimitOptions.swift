import AMF
import ArgumentParser
import Dissection
import RTMP
import Streams

/// What may be held at once; every bound says in the report when it is reached.
struct LimitOptions: ParsableArguments {
    @Option(help: "Flows open at once.")
    var maxFlows: Int?

    @Option(help: "Bytes one sender may keep waiting behind a hole.")
    var maxOutOfOrder: Int?

    @Option(help: "Payload bytes kept of one message.")
    var maxMessage: Int?

    @Option(help: "Chunk streams of one direction.")
    var maxChunkStreams: Int?

    @Option(help: "Depth to which AMF values may nest.")
    var maxAMFDepth: Int?

    @Option(help: "Seconds of silence after which a flow counts as ended.")
    var idleTime: Int?

    func validate() throws {
        let values = [maxFlows, maxOutOfOrder, maxMessage, maxChunkStreams, maxAMFDepth, idleTime]
        if values.contains(where: { $0.map { $0 < 1 || $0 > 1 << 40 } ?? false }) {
            throw ValidationError("A limit is a number from 1 up.")
        }
    }

    func apply(to options: inout DissectionOptions) {
        if let maxFlows { options.streams.flows = maxFlows }
        if let maxOutOfOrder { options.streams.outOfOrderBytes = maxOutOfOrder }
        if let maxMessage { options.messages.maximumMessage = maxMessage }
        if let maxChunkStreams { options.messages.maximumChunkStreams = maxChunkStreams }
        if let maxAMFDepth { options.messages.amf.depth = maxAMFDepth }
        if let idleTime { options.streams.idleTime = Int64(idleTime) * 1_000_000_000 }
    }
}
