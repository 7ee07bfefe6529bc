import AMF
import Dissection
import Fields
import RTMP

/// Types that common readers do not know.
struct AMFUnusualType: Rule {
    static let id = "amf-unusual-type"
    static let severity = Severity.note
    static let title = "An AMF value has a type that some readers reject"
    static let interests: EventInterests = [.command, .data]
    static let maximumReports = 3
    static let explanation = Explanation(
        meaning: """
            Readers written for the usual commands know number, boolean, string, object, null and ECMA array. Here \
            is another type: undefined, a date, a typed object, XML, a reference.
            """,
        consequence: """
            A reader that does not know the type cannot skip it, and loses the rest of the message: metadata that \
            never arrives, a connect that is refused.
            """,
        specification: "AMF0 § 2.8 to § 2.18",
        fix: "Leave the property out, or send null, a number or a string.",
        tolerance: "Implement all markers of AMF0: their layout is fixed, so they can be skipped.",
        references: ["https://github.com/q191201771/lal/issues/102", "https://github.com/bilibili/flv.js/issues/263"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message else { return }
        for value in message.amfValues {
            value.walk { value, name in
                // As an argument of its own undefined is what servers without a result answer with.
                guard !name.isEmpty, let type = Self.name(of: value) else { return true }
                report(
                    Finding(
                        Self.self, at: event, "\(name) in \(message.amfName) is \(type)",
                        data: [Field("type", .text(type))]))
                return false
            }
        }
    }

    /// Of AMF0 only: whoever reads AMF3 knows its types.
    private static func name(of value: AMFValue) -> String? {
        switch value {
        case .undefined: "undefined"
        case .unsupported: "of type unsupported"
        case .date: "a date"
        case .xml: "XML"
        case .reference, .badReference: "a reference"
        case .object(let object) where object.className != nil: "a typed object"
        default: nil
        }
    }
}
