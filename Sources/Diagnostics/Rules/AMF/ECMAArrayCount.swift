import AMF
import Dissection
import Fields
import RTMP

/// ECMA arrays whose count is wrong.
struct ECMAArrayCount: Rule {
    static let id = "ecma-array-count"
    static let severity = Severity.warning
    static let title = "An ECMA array's count is not the number of its members"
    static let interests: EventInterests = [.command, .data]
    static let explanation = Explanation(
        meaning: """
            An ECMA array (AMF0 marker 08) begins with a count. It is only a hint, and 0 is common; here it is \
            neither 0 nor the number of the members.
            """,
        consequence: """
            Readers that take the count for exact stop early or read on into what follows: metadata is lost, or the \
            message rejected.
            """,
        specification: "AMF0 § 2.10",
        fix: "Write the exact count.",
        tolerance: "Ignore the count and read up to the end marker 00 00 09.",
        references: [
            "https://github.com/MicrosoftDX/AzureRTMPIngestLib/issues/5",
            "https://github.com/iizukanao/node-rtsp-rtmp-server/issues/39",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.missing == 0 else { return }
        for value in message.amfValues {
            value.walk { value, name in
                // 0 harms nobody that is known.
                guard case .ecmaArray(let array) = value, array.declaredCount != 0,
                    Int(array.declaredCount) != array.members.count,
                    !array.members.contains(where: { if case .truncated = $0.value { true } else { false } })
                else { return true }
                let place = name.isEmpty ? message.amfName : "\(name) in \(message.amfName)"
                report(
                    Finding(
                        Self.self, at: event,
                        "the ECMA array of \(place) counts \(array.declaredCount) and has "
                            + "\(Measure.count(array.members.count, "member"))",
                        data: [
                            Field("declared", .integer(Int(array.declaredCount))),
                            Field("members", .integer(array.members.count)),
                        ]))
                return false
            }
        }
    }
}
