import Dissection
import RTMP

extension EntryPlace {
    init(_ event: Event) {
        self.init(
            elapsed: event.elapsed, firstPacket: event.firstPacket, lastPacket: event.lastPacket,
            offset: event.offset)
        guard case .message(let told) = event.body else { return }
        let message = told.message
        index = message.index
        format = message.header.format
        chunkStreamID = message.header.chunkStreamID
        messageStreamID = message.header.messageStreamID
        timestamp = message.header.timestamp
        length = message.header.length
        latency = told.answer?.latency
        if case .command(let command) = message.body { transactionID = command.transactionID }
    }
}
