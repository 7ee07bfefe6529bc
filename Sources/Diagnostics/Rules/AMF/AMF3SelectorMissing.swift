import Dissection
import Fields
import RTMP

/// Types 15 and 17 without their format byte.
struct AMF3SelectorMissing: Rule {
    static let id = "amf3-format-byte"
    static let severity = Severity.warning
    static let title = "A message of type 15 or 17 does not begin with the format byte 0"
    static let interests: EventInterests = [.command, .data]
    static let explanation = Explanation(
        meaning: """
            The payload of types 15 and 17 begins with a byte 0, behind which AMF0 stands that switches to AMF3 \
            value by value. Here the byte is left out, or it is another one.
            """,
        consequence: """
            Readers skip the first byte unseen and then find no marker, or take the 0 for a number; the command is \
            lost. Of data messages (type 15) even servers disagree.
            """,
        specification: "none that is public; RTMP 1.0 § 7.1.1 names the types only",
        fix: "Write one byte 0 before the name.",
        tolerance: "If the first byte is 02 (a string), the format byte was left out.",
        references: [
            "https://github.com/arut/nginx-rtmp-module/issues/313",
            "https://github.com/iizukanao/node-rtsp-rtmp-server/issues/36",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.missing == 0, message.header.length > 0,
            message.header.type == .commandAMF3 || message.header.type == .dataAMF3
        else { return }
        let selector: UInt8? =
            switch message.body {
            case .command(let command): command.selector
            case .data(let data): data.selector
            default: 0
            }
        guard selector != 0 else { return }
        let what = selector.map { "begins with format byte \($0)" } ?? "has no format byte"
        report(
            Finding(
                Self.self, at: event,
                "\(message.amfName), type \(message.header.type.rawValue), \(what) where 0 belongs",
                data: [Field("selector", selector.map { .integer(Int($0)) } ?? .null)]))
    }
}
