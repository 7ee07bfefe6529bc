import Fields

extension JSONWriter {
    /// The fields as the keys of the object being written.
    mutating func fields(_ fields: [Field]) {
        for field in fields {
            key(field.name)
            value(field.value)
        }
    }

    mutating func value(_ value: FieldValue) {
        switch value {
        case .null: null()
        case .flag(let flag): self.flag(flag)
        case .integer(let number): integer(number)
        case .number(let number):
            if number.isFinite { self.number(number) } else { null() }
        case .text(let text): string(text)
        case .bytes(let bytes): hexadecimal(bytes)
        case .amf(let value): amf(value)
        case .list(let values): array { json in values.forEach { json.value($0) } }
        case .record(let fields): object { $0.fields(fields) }
        }
    }
}
