extension AMFValue {
    /// The value on one line, for people: `{app "live", objectEncoding 3}`.
    ///
    /// Nothing of it can act on a terminal: text is escaped. What does not fit `maxLength` Unicode scalars becomes `…`.
    public func summary(maxLength: Int = 240) -> String {
        var writer = SummaryWriter(maxLength: maxLength)
        writer.write(self)
        return writer.line
    }
}

extension SummaryWriter {
    fileprivate mutating func write(_ value: AMFValue) {
        switch value {
        case .number(let number): write(number.plainDescription)
        case .integer(let integer): write(String(integer))
        case .boolean(let boolean): write(boolean ? "true" : "false")
        case .string(let text): quote(text.string)
        case .null: write("null")
        case .undefined: write("undefined")
        case .unsupported: write("unsupported")
        case .object(let object):
            list(Self.prefix(object.className) + "{", object.members, "}") { $0.write($1) }
        case .ecmaArray(let array): list("{", array.members, "}") { $0.write($1) }
        case .array(let elements): list("[", elements, "]") { $0.write($1) }
        case .mixedArray(let array): write(array)
        case .date(let milliseconds, let zone): write(Self.date(milliseconds, zone))
        case .xml(let text):
            write("xml ")
            quote(text.string)
        case .bytes(let bytes): write(Self.hex(bytes))
        case .intVector(let numbers): list("int[", numbers, "]") { $0.write(String($1)) }
        case .uintVector(let numbers): list("uint[", numbers, "]") { $0.write(String($1)) }
        case .doubleVector(let numbers): list("Number[", numbers, "]") { $0.write($1.plainDescription) }
        case .objectVector(let className, let elements):
            list((className.isEmpty ? "*" : Self.prefix(className)) + "[", elements, "]") { $0.write($1) }
        case .dictionary(let entries):
            list("{", entries, "}") {
                $0.write($1.key)
                $0.separate(": ")
                $0.write($1.value)
            }
        case .externalizable(let object): write(object)
        case .reference(let index): write("&\(index)")
        case .badReference(let index): write("bad reference &\(index)")
        case .avmPlus(let value): write(value)
        case .truncated(let count): write(count == 1 ? "(1 byte undecoded)" : "(\(count) bytes undecoded)")
        }
    }

    private mutating func list<Item>(
        _ open: String, _ items: [Item], _ close: String, _ write: (inout SummaryWriter, Item) -> Void
    ) {
        guard self.open(open) else { return }
        for (index, item) in items.enumerated() {
            if index > 0 { separate(", ") }
            if isFull { break }
            write(&self, item)
        }
        self.close(close)
    }

    private mutating func write(_ member: AMFMember) {
        name(member.name.string)
        separate(" ")
        write(member.value)
    }

    private mutating func write(_ array: AMF3Array) {
        guard open("[") else { return }
        for (index, member) in array.members.enumerated() where !isFull {
            if index > 0 { separate(", ") }
            if !isFull { write(member) }
        }
        for (index, element) in array.elements.enumerated() where !isFull {
            separate(index == 0 ? "; " : ", ")
            if !isFull { write(element) }
        }
        close("]")
    }

    /// Values of known classes under their names, or the bytes of an unknown one.
    private mutating func write(_ object: AMFExternalizable) {
        let prefix = Self.prefix(object.className)
        guard object.values.isEmpty, !object.remainder.isEmpty else {
            return list(prefix + "{", object.values, "}") { $0.write(externalized: $1) }
        }
        guard open(prefix + "{") else { return }
        write(Self.hex(object.remainder))
        close("}")
    }

    private mutating func write(externalized member: AMFMember) {
        switch (member.name.string, member.value) {
        case (let field, .bytes(let bytes)) where field.hasSuffix("IdBytes") && bytes.count == 16:
            name(field)
            separate(" ")
            write(Self.uuid(bytes))
        case ("operation", .integer(let operation)):
            write(member)
            if let meaning = FlexCommandOperation(rawValue: Int(operation)).name { write(" (\(meaning))") }
        default:
            write(member)
        }
    }

    /// A name bare where it cannot be misread, else in quotes.
    private mutating func name(_ name: String) {
        if Self.isPlain(name) { write(name) } else { quote(name) }
    }

    private static func prefix(_ className: AMFText?) -> String {
        guard let name = className?.string, !name.isEmpty else { return "" }
        return isPlain(name) ? name : name.quotedForTerminal
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "*"):
                    true
                default: false
                }
            }
    }

    private static func date(_ milliseconds: Double, _ zone: Int16) -> String {
        let time = UTCDate(milliseconds: milliseconds)?.iso8601 ?? "date \(milliseconds.plainDescription) ms"
        return zone == 0 ? time : "\(time) (zone \(zone) min)"
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        guard !bytes.isEmpty else { return "0 bytes" }
        let digits = "0x" + bytes.prefix(16).map(hex).joined()
        return bytes.count > 16 ? "\(digits)… \(bytes.count) bytes" : digits
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    /// 8-4-4-4-12 digits, as Flex writes its identifiers.
    private static func uuid(_ bytes: [UInt8]) -> String {
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += hex(byte)
        }
        return text
    }
}
