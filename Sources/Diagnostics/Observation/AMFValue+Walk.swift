import AMF
import Dissection
import RTMP

/// The values of a message, and those inside them.
extension Message {
    /// The values of a command or data message behind its name; empty for others.
    var amfValues: [AMFValue] {
        switch body {
        case .command(let command): command.arguments
        case .data(let data): data.values
        default: []
        }
    }

    /// "connect", "@setDataFrame", "a data message".
    var amfName: String {
        switch body {
        case .command(let command): command.name.isEmpty ? "a command without a name" : command.name.string
        case .data(let data): data.name?.string ?? "a data message without a name"
        default: "the message"
        }
    }
}

extension AMFValue {
    /// Values nest this deep at most; the decoder's own limit is lower.
    private static let maximumDepth = 64

    /// Visits a value and all values in it, with the name under which each stands; `visit` says whether to go on.
    @discardableResult
    func walk(named name: String = "", depth: Int = 0, _ visit: (AMFValue, String) -> Bool) -> Bool {
        guard depth < Self.maximumDepth, visit(self, name) else { return false }
        switch self {
        case .array(let elements):
            for element in elements {
                guard element.walk(named: name, depth: depth + 1, visit) else { return false }
            }
        case .avmPlus(let value):
            return value.walk(named: name, depth: depth + 1, visit)
        default:
            for member in members ?? [] {
                guard member.value.walk(named: member.name.string, depth: depth + 1, visit) else { return false }
            }
        }
        return true
    }
}
