import AMF
import Dissection
import Media
import RTMP

/// A message in words: the name column and the items behind it.
struct MessageText {
    var name = StyledText()
    var items: [StyledText] = []

    /// A new kind of message gets a line here and a function in the file of its family.
    init(_ event: MessageEvent) {
        let message = event.message
        switch message.body {
        case .setChunkSize(let body): control(body)
        case .abort(let body): control(body)
        case .acknowledgement(let body): control(body)
        case .userControl(let body): control(body)
        case .windowAcknowledgementSize(let body): control(body)
        case .setPeerBandwidth(let body): control(body)
        case .audio(let tag): media(tag, message)
        case .video(let tag): media(tag, message)
        case .command(let body): command(body, event)
        case .data(let body): data(body, message)
        case .sharedObject(let body): sharedObject(body)
        case .aggregate(let body): aggregate(body)
        case .unknown(let body): unknown(body, message)
        }
        caveats(message)
    }

    // MARK: Words

    mutating func name(_ text: String, _ style: TextStyle = .name) { name.append(text, style) }

    mutating func item(_ text: String, _ style: TextStyle = .plain) { items.append(StyledText(text, style)) }

    /// `key value`, the value from the capture.
    mutating func item(_ key: String, untrusted value: String) {
        var text = StyledText("\(key) ", .faint)
        text.append(StyledText.untrusted(value))
        items.append(text)
    }

    // MARK: What holds for all

    private mutating func unknown(_ body: UnknownMessage, _ message: Message) {
        if let known = message.header.type.name {
            name(known.replacing("_", with: " "))
        } else {
            name("type \(message.header.type.rawValue)")
        }
        if !body.head.isEmpty { item(Hexadecimal.words(body.head.prefix(32)), .faint) }
        if let problem = body.problem { item("not readable \(problem)", .warning) }
    }

    private mutating func caveats(_ message: Message) {
        if message.missing > 0 {
            item("\(Quantities.grouped(message.missing)) of its bytes are not in the capture", .warning)
        }
        if message.facts.contains(.payloadCutAtLimit) { item("decoded from its beginning only (limit)", .warning) }
        if message.facts.contains(.headerInsideMessage) { item("new header inside the message", .warning) }
        if message.facts.contains(.extendedTimestampOmitted) {
            item("extended timestamp left out of continuations", .faint)
        }
        if message.facts.contains(.extendedTimestampDiffers) { item("extended timestamp differs", .warning) }
        if message.facts.contains(.format1OnFreshStream) { item("fmt 1 opens the chunk stream", .faint) }
        if message.facts.contains(.deltaIsTimestamp) {
            item("fmt 3 right after fmt 0: its timestamp taken as delta", .faint)
        }
        if message.facts.contains(.inferred) { item("read from an inferred state", .faint) }
    }
}
