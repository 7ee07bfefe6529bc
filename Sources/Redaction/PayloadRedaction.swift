import AMF
import Bytes
import RTMP

/// Masks the payload of a message by what it means. Two rounds: first what is secret by its place, then the places
/// where secrets may be repeated.
struct PayloadRedaction {
    private var bytes: [UInt8]
    private let places: [AMFTextPlace]
    private let unread: Range<Int>?
    /// By place: done in the first round.
    private var isDone: [Bool]

    private init(_ payload: [UInt8], places: [AMFTextPlace], unread: Range<Int>?) {
        bytes = payload
        self.places = places
        self.unread = unread
        isDone = Array(repeating: false, count: places.count)
    }

    /// - Parameter type: Of the message, or of one inside an aggregate.
    static func redact(_ payload: inout [UInt8], type: MessageTypeID, limits: AMFLimits, _ masking: inout TextMasking) {
        switch type {
        case .setChunkSize, .abort, .acknowledgement, .userControl, .windowAcknowledgementSize, .setPeerBandwidth,
            .audio, .video:
            break
        case .commandAMF0, .commandAMF3, .dataAMF0, .dataAMF3:
            let hasSelector = type == .commandAMF3 || type == .dataAMF3
            var reader = ByteReader(payload.span.bytes)
            let (values, places) = AMFPayload.withPlaces(from: &reader, hasSelector: hasSelector, limits: limits)
            var redaction = PayloadRedaction(payload, places: places, unread: values.trailing)
            if type == .commandAMF0 || type == .commandAMF3 {
                redaction.maskCommand(values, &masking)
            } else {
                redaction.maskData(values, &masking)
            }
            payload = redaction.bytes
        case .sharedObjectAMF0, .sharedObjectAMF3:
            masking.maskFreeText(&payload, 0..<payload.count, minimum: SharedObjectBounds.minimum)
        case .aggregate:
            redactAggregate(&payload, limits: limits, &masking)
        default:
            // Nobody knows what is in it.
            for index in payload.indices { payload[index] = 0 }
        }
    }

    private enum SharedObjectBounds {
        /// Its lengths and markers stand between the texts, so that short secrets would be found by accident.
        static let minimum = 4
    }

    // MARK: Commands

    private mutating func maskCommand(_ values: AMFPayload, _ masking: inout TextMasking) {
        guard case .string(let first)? = values.values.first else {
            maskAll(&masking)
            return
        }
        let name = first.string
        let arguments = places.indices.filter { places[$0].isWholeArgument && places[$0].argument > 0 }
        switch name {
        case "connect":
            maskConnect(&masking)
        case "publish", "play", "play2", "releaseStream", "FCPublish", "FCUnpublish", "FCSubscribe", "FCUnsubscribe",
            "getStreamLength", "onFCPublish", "onFCUnpublish", "onFCSubscribe", "onFCUnsubscribe":
            for (position, index) in arguments.enumerated() {
                if position == 0 {
                    mask(index) { masking.maskStreamName(&$0, $1) }
                } else if name != "publish" || !Self.publishTypes.contains(text(of: index).lowercased()) {
                    mask(index) { masking.maskParts(&$0, $1, .key) }
                }
            }
        case "onStatus":
            for index in places.indices where places[index].member == "description" {
                if let found = StatusPhrases.name(in: bytes, places[index].range) {
                    masking.maskParts(&bytes, found, .streamName)
                }
            }
        case _ where !Self.harmless.contains(name):
            // What is called may be a login, and what it answers a token: nobody's business.
            for index in arguments { mask(index) { masking.maskParts(&$0, $1, .key) } }
        default:
            break
        }
        maskMembers(&masking)
        for index in places.indices where isProtocolWord(index) || places[index].argument == 0 { isDone[index] = true }
        maskRest(minimum: name == "onStatus" || name.hasPrefix("_") ? 1 : 4, &masking)
    }

    private static let publishTypes: Set<String> = ["live", "record", "append", "appendwithgap"]

    /// Whose texts are messages for people.
    private static let harmless: Set<String> = [
        "_error", "close", "onBWDone", "onBWCheck", "_onbwcheck", "_onbwdone",
    ]

    /// Members of the properties that are words of the protocol stay; URLs lose their queries; all else may be secret.
    private mutating func maskConnect(_ masking: inout TextMasking) {
        let app = places.indices.first { places[$0].role == .value && places[$0].member == "app" }
        let appBytes = app.map { Array(bytes[places[$0].range]) }
        for index in places.indices where places[index].role == .value && places[index].argument > 0 {
            let member = places[index].member?.lowercased()
            switch member {
            case "app"?:
                mask(index) { masking.maskApp(&$0, $1) }
            case "tcurl"?:
                mask(index) { masking.maskURL(&$0, $1, app: appBytes) }
            case let name? where SecretNames.urls.contains(name):
                mask(index) {
                    masking.maskURL(&$0, $1, app: appBytes)
                    masking.book.replaceKnown(in: &$0, $1, minimum: 4)
                }
            case let name? where Self.properties.contains(name):
                isDone[index] = true
            case let name?:
                // SRS edges tell their origin who they are.
                if name.hasPrefix("srs_") { break }
                mask(index) { masking.maskParts(&$0, $1, SecretNames.login.contains(name) ? .login : .key) }
            case nil:
                mask(index) { masking.maskParts(&$0, $1, .key) }
            }
        }
    }

    private static let properties: Set<String> = SecretNames.protocolWords.union([
        "capabilities", "audiocodecs", "videocodecs", "videofunction", "fpad", "capsex",
    ])

    // MARK: Data

    private mutating func maskData(_ values: AMFPayload, _ masking: inout TextMasking) {
        maskMembers(&masking)
        let first = values.values.first?.text ?? ""
        for index in places.indices {
            let place = places[index]
            // The handler's name.
            let isHandler = place.argument == 0 || place.argument == 1 && first.hasPrefix("@")
            if isProtocolWord(index) || (place.isWholeArgument && isHandler) { isDone[index] = true }
        }
        maskRest(minimum: 4, &masking)
    }

    // MARK: Both

    private func text(of index: Int) -> String { String(decoding: bytes[places[index].range], as: UTF8.self) }

    private func isProtocolWord(_ index: Int) -> Bool {
        guard places[index].role == .value, let member = places[index].member?.lowercased() else { return false }
        return SecretNames.protocolWords.contains(member)
    }

    private mutating func mask(_ index: Int, _ change: (inout [UInt8], Range<Int>) -> Void) {
        guard !isDone[index] else { return }
        isDone[index] = true
        // A string of AMF3 that was sent once may be meant twice.
        let range = places[index].range
        for other in places.indices where places[other].range == range { isDone[other] = true }
        change(&bytes, range)
    }

    /// What is secret by its name.
    private mutating func maskMembers(_ masking: inout TextMasking) {
        for index in places.indices where places[index].role == .value {
            guard let member = places[index].member?.lowercased() else { continue }
            if SecretNames.streams.contains(member) {
                mask(index) { masking.maskStreamName(&$0, $1) }
            } else if SecretNames.login.contains(member) {
                mask(index) { masking.maskParts(&$0, $1, .login) }
            } else if SecretNames.isSecret(member) {
                mask(index) { masking.maskParts(&$0, $1, .key) }
            }
        }
    }

    /// What may repeat a secret, and what nobody could read.
    private mutating func maskRest(minimum: Int, _ masking: inout TextMasking) {
        for index in places.indices where !isDone[index] {
            let place = places[index]
            switch place.role {
            case .value: mask(index) { masking.maskFreeText(&$0, $1, minimum: minimum) }
            case .name: masking.book.replaceKnown(in: &bytes, place.range, minimum: SecretBook.sureLength)
            case .bytes: masking.book.replaceKnown(in: &bytes, place.range, minimum: SecretBook.sureLength)
            case .className: break
            }
        }
        if let unread { Self.scrub(&bytes, unread) }
    }

    /// A command without a name.
    private mutating func maskAll(_ masking: inout TextMasking) {
        for index in places.indices where places[index].role == .value {
            mask(index) { masking.maskParts(&$0, $1, .key) }
        }
        if let unread { Self.scrub(&bytes, unread) }
    }

    /// Makes text unreadable in what was not understood, and leaves the rest, which tells why it was not.
    static func scrub(_ bytes: inout [UInt8], _ range: Range<Int>) {
        for index in range where bytes[index] >= 0x20 { bytes[index] = UInt8(ascii: "x") }
    }
}
