import AMF
import Dissection
import RTMP

/// Which message streams a flow has, as createStream and its answers tell.
struct MessageStreams: Sendable {
    /// Given out at any time.
    private(set) var known = StreamIDs()
    /// Calls of createStream are without an answer.
    private(set) var isCreating = false
    private(set) var hasCreations = false
    /// What publish or play was called on.
    private(set) var used = StreamIDs()
    private var waiting: [Int] = []

    private static let maximum = 1024

    mutating func note(_ event: Event) {
        guard let command = event.command, let message = event.message, known.count < Self.maximum,
            used.count < Self.maximum
        else { return }
        switch (command.name.string, event.direction) {
        case ("createStream", .clientToServer), ("initStream", .clientToServer):
            hasCreations = true
            if waiting.count < Self.maximum { waiting.append(message.message.index) }
        case ("_result", .serverToClient), ("_error", .serverToClient):
            guard message.answer?.name == "createStream" || message.answer?.name == "initStream" else { return }
            if let index = message.answer?.index { waiting.removeAll { $0 == index } }
            if waiting.isEmpty { waiting = [] }
            guard command.name.string == "_result",
                let number = command.arguments.lazy.compactMap(\.number).first, let id = UInt32(exactly: number)
            else { return }
            known.insert(id)
        case ("publish", .clientToServer), ("play", .clientToServer), ("play2", .clientToServer):
            let id = message.message.header.messageStreamID
            used.insert(id)
        default:
            break
        }
        isCreating = !waiting.isEmpty
    }
}
