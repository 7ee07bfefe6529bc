import AMF
import Fields

/// Values from the wire as values of a transcript, within its limits.
struct AMFReading {
    let limits: TranscriptLimits

    /// A member, or an argument, with what a golden keeps of it.
    func field(_ name: String, _ value: AMFValue, depth: Int = 0) -> TranscriptField {
        let value = self.value(value, depth: depth)
        if VolatileNames.contains(name) { return TranscriptField(name, value, .pattern(.any)) }
        if case .text(let text) = value, let pattern = VolatileText.pattern(of: text) {
            return TranscriptField(name, value, .pattern(pattern))
        }
        return TranscriptField(name, value)
    }

    func fields(_ members: [AMFMember], depth: Int = 0) -> [TranscriptField] {
        var fields = members.prefix(limits.fields).map { field($0.name.string, $0.value, depth: depth) }
        if members.count > limits.fields { fields.append(TranscriptField("further", count(members.count))) }
        return fields
    }

    func number(_ number: Double) -> TranscriptValue {
        number.isFinite ? .number(number) : .word(number.plainDescription)
    }

    /// Cut where it is longer than any golden should be.
    func text(_ text: String) -> TranscriptValue {
        guard text.utf8.count > limits.text else { return .text(text) }
        let scalars = text.unicodeScalars.prefix(limits.text)
        return .text(String(String.UnicodeScalarView(scalars)) + (scalars.count < text.unicodeScalars.count ? "…" : ""))
    }

    func bytes(_ bytes: [UInt8]) -> TranscriptValue {
        let digits = bytes.prefix(64).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return .word(bytes.count > 64 ? "0x\(digits)…(\(bytes.count))" : "0x\(digits)")
    }

    /// What a codec configuration says of itself; `nil` for bytes, and for lists of records.
    func value(of field: FieldValue) -> TranscriptValue? {
        switch field {
        case .null: .word("null")
        case .flag(let flag): .word(flag ? "true" : "false")
        case .integer(let number): .number(Double(number))
        case .number(let value): number(value)
        case .text(let value): text(value)
        case .bytes: nil
        case .amf(let value): self.value(value)
        case .list(let values): list(values)
        case .record(let fields):
            .record(fields.compactMap { field in value(of: field.value).map { TranscriptField(field.name, $0) } })
        }
    }

    private func list(_ values: [FieldValue]) -> TranscriptValue? {
        if case .record? = values.first { return nil }
        return .list(values.prefix(limits.fields).compactMap { value(of: $0) })
    }

    func value(_ value: AMFValue, depth: Int = 0) -> TranscriptValue {
        guard depth < limits.depth else { return .word("deeper") }
        switch value {
        case .number(let value): return number(value)
        case .integer(let integer): return .number(Double(integer))
        case .boolean(let flag): return .word(flag ? "true" : "false")
        case .string(let value), .xml(let value): return text(value.string)
        case .null: return .word("null")
        case .undefined: return .word("undefined")
        case .unsupported: return .word("unsupported")
        case .object(let object): return record(object.className, object.members, depth)
        case .ecmaArray(let array): return record(nil, array.members, depth)
        case .array(let elements): return list(elements, depth)
        case .mixedArray(let array):
            return .record(
                fields(array.members, depth: depth + 1)
                    + [TranscriptField("elements", list(array.elements, depth + 1))])
        case .date(let milliseconds, _): return .word("date(\(milliseconds.plainDescription))")
        case .bytes(let value): return bytes(value)
        case .intVector(let numbers): return list(numbers.prefix(limits.fields + 1).map { .integer($0) }, depth)
        case .uintVector(let numbers):
            return list(numbers.prefix(limits.fields + 1).map { .number(Double($0)) }, depth)
        case .doubleVector(let numbers): return list(numbers.prefix(limits.fields + 1).map { .number($0) }, depth)
        case .objectVector(_, let elements): return list(elements, depth)
        case .dictionary(let entries):
            return .list(
                entries.prefix(limits.fields).map { entry in
                    .record([
                        TranscriptField("key", self.value(entry.key, depth: depth + 1)),
                        TranscriptField("value", self.value(entry.value, depth: depth + 1)),
                    ])
                })
        case .externalizable(let object):
            let rest = object.remainder.isEmpty ? [] : [TranscriptField("bytes", bytes(object.remainder))]
            let named = TranscriptField("$class", text(object.className.string))
            return .record([named] + fields(object.values, depth: depth + 1) + rest)
        case .reference(let index), .badReference(let index): return .word("&\(index)")
        case .avmPlus(let inner): return self.value(inner, depth: depth + 1)
        case .truncated(let count): return .word("undecoded(\(count))")
        }
    }

    private func record(_ className: AMFText?, _ members: [AMFMember], _ depth: Int) -> TranscriptValue {
        let named = className.map { [TranscriptField("$class", text($0.string))] } ?? []
        return .record(named + fields(members, depth: depth + 1))
    }

    private func list(_ values: [AMFValue], _ depth: Int) -> TranscriptValue {
        let elements = values.prefix(limits.fields).map { value($0, depth: depth + 1) }
        return .list(values.count > limits.fields ? elements + [count(values.count)] : elements)
    }

    private func count(_ count: Int) -> TranscriptValue { .word("of(\(count))") }
}
