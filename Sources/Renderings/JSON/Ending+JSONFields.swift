import Diagnostics
import Dissection
import Fields
import Streams

extension Ending {
    var jsonFields: [Field] {
        var fields: [Field] = [
            Field("reason", .text(reason.rawValue)), Field("confidence", .text(confidence.rawValue)),
            Field("text", .text(text)),
        ]
        if let closedBy { fields.append(Field("closed_by", .text(closedBy == .clientToServer ? "client" : "server"))) }
        for (direction, side) in zip([Direction.clientToServer, .serverToClient], sides) {
            fields.append(Field(direction.jsonName, .record(side.jsonFields)))
        }
        fields.append(Field("unanswered", .list(unanswered.map { .text($0) })))
        return fields
    }
}

extension Ending.Side {
    /// Only what is known.
    fileprivate var jsonFields: [Field] {
        var fields: [Field] = []
        if let lastWords, let lastWordsAt {
            fields.append(Field("last_words", .record([Field("text", .text(lastWords))] + lastWordsAt.jsonFields)))
        }
        if let lastMedia { fields.append(Field("last_media", .number(Double(lastMedia) / 1e9))) }
        if let closing {
            fields.append(
                Field(
                    "closing",
                    .record([Field("how", .text(closing.how == .fin ? "fin" : "reset"))] + closing.at.jsonFields)))
        }
        if let silence { fields.append(Field("silence", .number(Double(silence) / 1e9))) }
        if let unacknowledged { fields.append(Field("unacknowledged_bytes", .integer(unacknowledged))) }
        if unacknowledgedFor > 0 { fields.append(Field("unacknowledged_for", .number(Double(unacknowledgedFor) / 1e9))) }
        if let acknowledgedByRTMP { fields.append(Field("rtmp_acknowledged", .integer(Int(acknowledgedByRTMP)))) }
        return fields
    }
}

extension Ending.Stamp {
    fileprivate var jsonFields: [Field] {
        [Field("elapsed", .number(Double(elapsed) / 1e9)), Field("packet", .integer(packet))]
    }
}
