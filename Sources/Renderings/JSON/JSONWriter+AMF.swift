import AMF

extension JSONWriter {
    /// An AMF value by the JSON contract: plain things plain, and an object with one `$`-key for what JSON has no word
    /// for. A plain object that has such a key itself gets it escaped with another `$`.
    mutating func amf(_ value: AMFValue) {
        switch value {
        case .number(let number): amf(number)
        case .integer(let number): integer(Int(number))
        case .boolean(let flag): self.flag(flag)
        case .string(let text): self.text(text)
        case .null: null()
        case .undefined: marked("$undefined") { $0.flag(true) }
        case .unsupported: marked("$unsupported") { $0.flag(true) }
        case .object(let object):
            self.object { json in
                if let name = object.className {
                    json.text("$type", name.string)
                }
                json.members(object.members)
            }
        case .ecmaArray(let array): self.object { $0.members(array.members) }
        case .array(let values): list(values)
        case .mixedArray(let array):
            self.object { json in
                json.members(array.members)
                json.key("$elements")
                json.list(array.elements)
            }
        case .date(let milliseconds, let zone):
            self.object { json in
                json.key("$date")
                if let date = UTCDate(milliseconds: milliseconds) {
                    json.string(date.iso8601)
                } else {
                    json.amf(milliseconds)
                }
                json.integer("tz", Int(zone))
            }
        case .xml(let text):
            self.object { json in
                json.text("$xml", text.string)
                if let bytes = text.invalidBytes {
                    json.base64("$bytes", bytes)
                }
            }
        case .bytes(let bytes): marked("$bytes") { $0.base64(bytes) }
        case .intVector(let values): array { json in values.forEach { json.integer(Int($0)) } }
        case .uintVector(let values): array { json in values.forEach { json.integer(Int($0)) } }
        case .doubleVector(let values): array { json in values.forEach { json.amf($0) } }
        case .objectVector(let name, let values):
            guard !name.isEmpty else { return list(values) }
            self.object { json in
                json.text("$vector", name.string)
                json.key("$elements")
                json.list(values)
            }
        case .dictionary(let entries):
            marked("$dictionary") { json in
                json.array { json in
                    for entry in entries {
                        json.array { json in
                            json.amf(entry.key)
                            json.amf(entry.value)
                        }
                    }
                }
            }
        case .externalizable(let external):
            self.object { json in
                json.text("$type", external.className.string)
                json.members(external.values)
                if !external.remainder.isEmpty {
                    json.base64("$bytes", external.remainder)
                }
            }
        case .reference(let index): marked("$ref") { $0.integer(index) }
        case .badReference(let index): marked("$bad_ref") { $0.integer(index) }
        case .avmPlus(let inner): amf(inner)
        case .truncated(let count): marked("$truncated") { $0.integer(count) }
        }
    }

    private mutating func amf(_ number: Double) {
        if number.isFinite {
            self.number(number)
        } else {
            let name = number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
            marked("$number") { $0.string(name) }
        }
    }

    private mutating func text(_ text: AMFText) {
        guard let bytes = text.invalidBytes else { return string(text.string) }
        object { json in
            json.text("$text", text.string)
            json.base64("$bytes", bytes)
        }
    }

    private mutating func list(_ values: [AMFValue]) {
        array { json in values.forEach { json.amf($0) } }
    }

    private mutating func members(_ members: [AMFMember]) {
        guard members.haveDistinctNames else { return pairs(members) }
        for member in members {
            let name = member.name.string
            key(name.hasPrefix("$") ? "$" + name : name)
            amf(member.value)
        }
    }

    /// A JSON object cannot hold a name twice, nor one that is not UTF-8: then members are pairs of name and value.
    private mutating func pairs(_ members: [AMFMember]) {
        array("$members") { json in
            for member in members {
                json.array { json in
                    json.text(member.name)
                    json.amf(member.value)
                }
            }
        }
    }

    private mutating func marked(_ name: StaticString, _ value: (inout JSONWriter) -> Void) {
        object { json in
            json.key(fixed: name)
            value(&json)
        }
    }
}

extension [AMFMember] {
    fileprivate var haveDistinctNames: Bool {
        var names: Set<AMFText> = []
        return allSatisfy { $0.name.invalidBytes == nil && names.insert($0.name).inserted }
    }
}
