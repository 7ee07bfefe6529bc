import AMF
import Dissection
import RTMP

extension Event {
    /// The message, where the event is one.
    var message: MessageEvent? {
        if case .message(let message) = body { message } else { nil }
    }

    /// The command, where the event is a message with one.
    var command: Command? {
        if case .message(let message) = body, case .command(let command) = message.message.body { command } else { nil }
    }

    /// The flow's end, where the event is that.
    var flowEnd: FlowEnd? {
        if case .flowEnd(let end) = body { end } else { nil }
    }
}

extension Command {
    /// `_result` or `_error`.
    var isResponse: Bool { name.string == "_result" || name.string == "_error" }
}
