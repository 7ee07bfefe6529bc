import AMF
import Dissection
import Media
import RTMP

/// What the two sides announced of Enhanced RTMP in connect and its answer.
struct EnhancedOffer: Sendable {
    /// `nil` until connect, or its answer, was seen.
    private(set) var client: ConnectCapabilities?
    private(set) var server: ConnectCapabilities?

    mutating func note(_ event: Event) {
        guard let command = event.command else { return }
        if command.name.string == "connect", event.direction == .clientToServer,
            let properties = command.arguments.first
        {
            client = ConnectCapabilities(properties)
        } else if command.name.string == "_result", event.message?.answer?.name == "connect" {
            // In the properties by the specification; some put them into the info object.
            let offers = command.arguments.map { ConnectCapabilities($0) }
            server = offers.first(where: \.isEnhanced) ?? offers.first
        }
    }

    /// What the side announced that gets what is sent in this direction.
    func receiver(_ direction: Direction) -> ConnectCapabilities? {
        direction == .clientToServer ? server : client
    }
}

extension ConnectCapabilities {
    /// Whether codecs are listed at all.
    var listsCodecs: Bool { fourCCList != nil || videoFourCCs != nil || audioFourCCs != nil }
}

extension Event {
    /// The FourCCs of an enhanced audio or video message, those of its tracks among them.
    var fourCCs: (kind: Codec.Kind, list: [FourCC])? {
        switch message?.message.body {
        case .audio(let tag)? where tag.isEnhanced:
            (.audio, tag.fourCC.map { [$0] } ?? tag.tracks.compactMap(\.fourCC))
        case .video(let tag)? where tag.isEnhanced:
            (.video, tag.fourCC.map { [$0] } ?? tag.tracks.compactMap(\.fourCC))
        default: nil
        }
    }
}
