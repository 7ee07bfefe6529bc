import AMF
import Dissection
import Fields
import RTMP

/// Objects and ECMA arrays without their end marker.
struct ObjectUnterminated: Rule {
    static let id = "amf-end-marker-missing"
    static let severity = Severity.warning
    static let title = "An AMF object or ECMA array has no end marker"
    static let interests: EventInterests = [.command, .data]
    static let explanation = Explanation(
        meaning: """
            Members end with an empty name and the marker 09 (00 00 09). Here they end with the message, or with the \
            count of an ECMA array.
            """,
        consequence: """
            Readers that wait for the marker reject the whole message, or take the next value for a member. nginx-rtmp \
            drops such metadata.
            """,
        specification: "AMF0 § 2.5 and § 2.10",
        fix: "Write 00 00 09 behind the last member, of ECMA arrays too, whatever the count.",
        tolerance: "Take the end of the message, and the count of an ECMA array, for the end.",
        references: [
            "https://github.com/MicrosoftDX/AzureRTMPIngestLib/issues/5",
            "https://github.com/arut/nginx-rtmp-module/issues/108",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.missing == 0,
            !message.facts.contains(.payloadCutAtLimit)
        else { return }
        for value in message.amfValues {
            value.walk { value, name in
                let (isTerminated, kind) =
                    switch value {
                    case .object(let object): (object.isTerminated, "object")
                    case .ecmaArray(let array): (array.isTerminated, "ECMA array")
                    default: (true, "")
                    }
                // What breaks off inside a member is `amf-undecodable`.
                guard !isTerminated, value.members?.last.map({ $0.value.isWhole }) ?? true else { return true }
                let place = name.isEmpty ? message.amfName : "\(name) in \(message.amfName)"
                report(
                    Finding(
                        Self.self, at: event,
                        "the \(kind) of \(place) ends without 00 00 09 after "
                            + Measure.count(value.members?.count ?? 0, "member"),
                        data: [Field("members", .integer(value.members?.count ?? 0))]))
                return false
            }
        }
    }
}

extension AMFValue {
    /// Not broken off.
    fileprivate var isWhole: Bool { if case .truncated = self { false } else { true } }
}
