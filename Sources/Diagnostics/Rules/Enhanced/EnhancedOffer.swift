import AMF
import Dissection
import Media
import RTMP

/// What the two sides announced of Enhanced RTMP in connect and its answer.
struct EnhancedOffer: Sendable {
    /// What one side announced, as far as it is of Enhanced RTMP.
    private indirect enum Announcement {
        /// Little is kept of the many who announce nothing.
        case nothing
        case capabilities(ConnectCapabilities)

        init(_ offered: ConnectCapabilities) { self = offered.isEnhanced ? .capabilities(offered) : .nothing }

        var capabilities: ConnectCapabilities {
            if case .capabilities(let capabilities) = self { capabilities } else { ConnectCapabilities(.null) }
        }
    }

    /// `nil` until connect, or its answer, was seen.
    private var announcements = ByDirection<Announcement?>(nil)

    /// What the client announced; `nil` until its connect was seen.
    var client: ConnectCapabilities? { announcements[.clientToServer]?.capabilities }

    mutating func note(_ event: Event) {
        guard let command = event.command else { return }
        if command.name.string == "connect", event.direction == .clientToServer,
            let properties = command.arguments.first
        {
            announcements[.clientToServer] = Announcement(ConnectCapabilities(properties))
        } else if command.name.string == "_result", event.message?.answer?.name == "connect" {
            // In the properties by the specification; some put them into the info object.
            let offers = command.arguments.map { ConnectCapabilities($0) }
            announcements[.serverToClient] = (offers.first(where: \.isEnhanced) ?? offers.first).map(Announcement.init)
        }
    }

    /// What the side announced that gets what is sent in this direction.
    func receiver(_ direction: Direction) -> ConnectCapabilities? {
        announcements[direction.opposite]?.capabilities
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
