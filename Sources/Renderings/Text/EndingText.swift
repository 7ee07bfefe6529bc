import Diagnostics
import Dissection
import Packets

/// Why a flow ended, as the last paragraph of its summary.
enum EndingText {
    /// Nanoseconds of silence that are worth a word.
    private static let silence: Int64 = 1_000_000_000

    /// The reason in a sentence, and how sure it is.
    static func reason(_ ending: Ending) -> [StyledText] {
        var text = StyledText("end  ", .faint)
        text.append(StyledText.untrusted(ending.text, style(ending.reason)))
        text.append(" (\(ending.confidence.rawValue))", .faint)
        return [text]
    }

    /// For each side that said something: what it said last and when, and how long it was silent then.
    static func sides(_ ending: Ending) -> [[StyledText]] {
        let hasMedia = ending.sides.contains { $0.lastMedia != nil }
        return zip(["→", "←"], ending.sides).compactMap { arrow, side in
            var items: [StyledText] = []
            if let words = side.lastWords, let at = side.lastWordsAt {
                items.append(
                    StyledText.untrusted("last \(words) at \(Quantities.seconds(at.elapsed)), packet \(at.packet)"))
            }
            if let media = side.lastMedia { items.append(StyledText("media until \(Quantities.seconds(media))")) }
            // Of whoever only receives media, silence is no news.
            if let time = side.silence, time >= silence, side.lastMedia != nil || !hasMedia {
                items.append(StyledText("silent for \(Quantities.duration(time))"))
            }
            if let bytes = side.unacknowledged, bytes > 0, side.unacknowledgedFor > 0 {
                items.append(
                    StyledText(
                        "\(Quantities.size(bytes)) not acknowledged by TCP for "
                            + Quantities.duration(side.unacknowledgedFor), .warning))
            }
            guard let first = items.first else { return nil }
            var head = StyledText("\(arrow) ")
            head.append(first)
            return [head] + items.dropFirst()
        }
    }

    /// Failures stand out.
    private static func style(_ reason: EndingReason) -> TextStyle {
        switch reason {
        case .clientFinished, .playerStopped, .clientLeft, .streamEnded, .captureEnded, .redirected, .notDecoded:
            .plain
        case .encoderStopped, .clientGaveUp, .serverClosed, .reset, .idleTimeout, .silent, .portsReused, .putAside,
            .unknown, .authenticationNeeded, .notRTMP, .messageTooLarge:
            .warning
        case .rejectedKey, .authenticationFailed, .nameInUse, .streamNotFound, .wrongApp, .refused, .serverError,
            .handshakeStalled, .protocolError, .networkStall, .receiverStall:
            .bad
        }
    }
}
