import Bytes

extension AMF3Decoder {
    enum Text {
        case text(AMFText)
        case badReference(Int)
    }

    /// A string without a marker: its bytes, or a reference to an earlier one (AMF3 § 1.3.2, U29S).
    mutating func text(_ role: AMFTextPlace.Role, from reader: inout ByteReader) throws(DecodeError) -> Text {
        let start = reader.position
        let header = try U29(from: &reader)
        guard header.isInline else {
            guard header.number < strings.count else { return .badReference(header.number) }
            let text = strings[header.number]
            try progress.countReferenced(text.byteCount, at: start)
            progress.noteReference(role, to: header.number)
            return .text(text)
        }
        let text = AMFText(bytes: try reader.array(header.number))
        // The empty string never enters the table: forgetting this shifts every later index (AMF3 § 2.2).
        if !text.isEmpty { strings.append(text) }
        progress.noteString(role, header.number, before: reader)
        return .text(text)
    }

    /// A string that names something. Unlike a value, a name cannot be shown as a bad reference.
    mutating func name(
        _ role: AMFTextPlace.Role = .name, from reader: inout ByteReader
    ) throws(DecodeError) -> AMFText {
        let start = reader.position
        switch try text(role, from: &reader) {
        case .text(let text): return text
        case .badReference(let index):
            throw DecodeError(.invalid(what: "AMF3 string reference", value: UInt64(index)), at: start)
        }
    }

    /// Names and values up to the empty name, or to what cannot be read.
    mutating func namedMembers(from reader: inout ByteReader) -> (members: [AMFMember], isTerminated: Bool) {
        var members: [AMFMember] = []
        while progress.failure == nil {
            let start = reader.position
            do throws(DecodeError) {
                let name = try name(from: &reader)
                if name.isEmpty { return (members, true) }
                progress.trace?.begin(name.string)
                members.append(AMFMember(name: name, value: next(from: &reader)))
                progress.trace?.end()
            } catch {
                progress.stop(error, from: start, &reader)
            }
        }
        return (members, false)
    }
}
