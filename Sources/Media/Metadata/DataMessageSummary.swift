import AMF
import Fields

/// What a data message (types 18 and 15) says: which handler it calls, and with what.
public struct DataMessageSummary: Equatable, Sendable {
    /// Values before the name, which no specification has: some cameras send two numbers.
    public var leading: [AMFValue]
    /// `@setDataFrame` or `@clearDataFrame` where one of them stands before the name: it is for the server.
    public var instruction: String?
    /// The handler; `nil` where no text is among the values.
    public var name: String?
    /// The values behind the name.
    public var arguments: [AMFValue]
    /// What the handler is for, in words; `nil` for one that is not in our table.
    public var meaning: String?
    /// Of `onMetaData`.
    public var metadata: StreamMetadata?
    /// The SCTE-35 section in the arguments of a handler for such.
    public var splice: SpliceInfo?

    /// Makes sense of all values of the message.
    public init(values: [AMFValue]) {
        var rest = values[...]
        leading = Array(rest.prefix { $0.text == nil })
        rest = rest.dropFirst(leading.count)
        if let first = rest.first?.text, Self.instructions.contains(first) {
            instruction = first
            rest = rest.dropFirst()
        }
        name = rest.first?.text
        arguments = Array(name == nil ? rest : rest.dropFirst())
        let handler = name.flatMap(DataHandler.named)
        meaning = handler?.meaning
        if name == "onMetaData" {
            metadata = arguments.lazy.compactMap(StreamMetadata.init).first
        } else if handler?.maySplice ?? false {
            splice = SpliceInfo.find(in: arguments)
        }
    }

    static let instructions = ["@setDataFrame", "@clearDataFrame"]

    /// "@setDataFrame onMetaData"
    public var title: String {
        let words = [instruction, name].compactMap(\.self)
        return words.isEmpty ? "without a name" : words.joined(separator: " ").escapedForTerminal
    }

    /// The arguments in one line, without the title.
    public var text: String {
        var parts: [String] = []
        if !leading.isEmpty {
            let list = leading.map { $0.summary(maxLength: 40) }.joined(separator: " ")
            parts.append("after \(list)")
        }
        if let about { parts.append(about) }
        return parts.joined(separator: " · ")
    }

    private var about: String? {
        if let metadata { return metadata.summary }
        if let access = sampleAccess {
            return "audio \(access.audio ? "allowed" : "denied"), video \(access.video ? "allowed" : "denied")"
        }
        var words: [String] = []
        if let splice { words.append(splice.summary) }
        let properties = name.flatMap(DataHandler.named)?.properties ?? []
        if let object = arguments.first(where: { $0.members != nil }), !properties.isEmpty {
            words += properties.compactMap { property in
                object[property].map { "\(property) \($0.summary(maxLength: 80))" }
            }
        }
        if words.isEmpty { words = arguments.map { $0.summary(maxLength: 160) } }
        return words.isEmpty ? nil : words.joined(separator: "  ")
    }

    /// Whether a player may read the samples, of `|RtmpSampleAccess`.
    public var sampleAccess: (audio: Bool, video: Bool)? {
        guard name == "|RtmpSampleAccess", arguments.count >= 2, let audio = arguments[0].boolean,
            let video = arguments[1].boolean
        else { return nil }
        return (audio, video)
    }

    /// What is understood, beside `name` and `values` of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let instruction { fields.append(Field("instruction", .text(instruction))) }
        if let name { fields.append(Field("handler", .text(name))) }
        if let meaning { fields.append(Field("meaning", .text(meaning))) }
        if let metadata { fields.append(Field("metadata", .record(metadata.fields))) }
        if let access = sampleAccess {
            fields.append(Field("audio_access", .flag(access.audio)))
            fields.append(Field("video_access", .flag(access.video)))
        }
        if let splice { fields.append(Field("splice", .record(splice.fields))) }
        return fields
    }
}
