import AMF
import Fields

extension FieldValue {
    /// The value in a word or two.
    var summary: String {
        switch self {
        case .null: "nothing"
        case .flag(let flag): flag ? "true" : "false"
        case .integer(let number): "\(number)"
        case .number(let number): number.plainDescription
        case .text(let text): text
        case .bytes(let bytes): Hexadecimal.words(bytes.prefix(16))
        case .amf(let value): value.summary(maxLength: 60)
        case .list(let values): values.map(\.summary).joined(separator: ", ")
        case .record(let fields): fields.map { "\($0.name) \($0.value.summary)" }.joined(separator: ", ")
        }
    }
}
