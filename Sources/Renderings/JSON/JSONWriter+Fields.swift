import Fields

/// Fields are the keys of the object that is being written.
extension JSONWriter: FieldSink {
    @inline(__always)
    mutating func flag(_ name: StaticString, _ value: Bool) {
        key(fixed: name)
        flag(value)
    }

    @inline(__always)
    mutating func integer(_ name: StaticString, _ value: Int) {
        key(fixed: name)
        if 0..<10 ~= value { digit(value) } else { integer(value) }
    }

    @inline(__always)
    mutating func text(_ name: StaticString, _ value: String) {
        key(fixed: name)
        string(value)
    }

    @inline(__always)
    mutating func field(_ name: StaticString, _ value: FieldValue) {
        key(fixed: name)
        self.value(value)
    }

    @inline(__always)
    mutating func records<Elements: Collection>(
        _ name: StaticString, of elements: Elements, _ write: (Elements.Element, inout JSONWriter) -> Void
    ) {
        key(fixed: name)
        array { json in
            for element in elements { json.object { write(element, &$0) } }
        }
    }

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
