import AMF
import Bytes
import Fields
import Media

/// What a message says. A new message type is a file beside this one, a case here, and a line in each switch.
public enum MessageBody: Equatable, Sendable {
    case setChunkSize(SetChunkSize)
    case abort(Abort)
    case acknowledgement(Acknowledgement)
    case userControl(UserControl)
    case windowAcknowledgementSize(WindowAcknowledgementSize)
    case setPeerBandwidth(SetPeerBandwidth)
    case audio(AudioTag)
    case video(VideoTag)
    case command(Command)
    case data(DataMessage)
    case sharedObject(SharedObject)
    case aggregate(Aggregate)
    case unknown(UnknownMessage)

    /// Reads the body of a message of `length` bytes, of which `reader` may hold only the beginning. Never fails:
    /// a body that is not what its type promises is `.unknown`, with the reason.
    init(
        from reader: inout ByteReader, type: MessageTypeID, length: Int, timestamp: UInt32, limits: AMFLimits
    ) {
        let start = reader.position
        do throws(DecodeError) {
            switch type {
            case .setChunkSize: self = .setChunkSize(try SetChunkSize(from: &reader))
            case .abort: self = .abort(try Abort(from: &reader))
            case .acknowledgement: self = .acknowledgement(try Acknowledgement(from: &reader))
            case .userControl: self = .userControl(try UserControl(from: &reader))
            case .windowAcknowledgementSize:
                self = .windowAcknowledgementSize(try WindowAcknowledgementSize(from: &reader))
            case .setPeerBandwidth: self = .setPeerBandwidth(try SetPeerBandwidth(from: &reader))
            case .audio: self = .audio(AudioTag(from: &reader, length: length))
            case .video: self = .video(VideoTag(from: &reader, length: length))
            case .commandAMF0, .commandAMF3:
                self = .command(
                    Command(AMFPayload(from: &reader, hasSelector: type == .commandAMF3, limits: limits)))
            case .dataAMF0, .dataAMF3:
                self = .data(
                    DataMessage(AMFPayload(from: &reader, hasSelector: type == .dataAMF3, limits: limits)))
            case .sharedObjectAMF0, .sharedObjectAMF3:
                self = .sharedObject(
                    try SharedObject(from: &reader, hasEncoding: type == .sharedObjectAMF3, limits: limits))
            case .aggregate:
                self = .aggregate(Aggregate(from: &reader, timestamp: timestamp, limits: limits))
            default:
                self = .unknown(UnknownMessage(from: &reader))
            }
        } catch {
            reader.move(to: start)
            self = .unknown(UnknownMessage(from: &reader, problem: error))
        }
    }

    /// The JSON key under which the body's fields stand.
    public var kind: String {
        switch self {
        case .setChunkSize, .abort, .acknowledgement, .userControl, .windowAcknowledgementSize, .setPeerBandwidth:
            "control"
        case .audio: "audio"
        case .video: "video"
        case .command: "command"
        case .data: "data"
        case .sharedObject: "shared_object"
        case .aggregate: "aggregate"
        case .unknown: "unknown"
        }
    }

    /// What the body says, for renderers.
    public var fields: [Field] {
        switch self {
        case .setChunkSize(let body): body.fields
        case .abort(let body): body.fields
        case .acknowledgement(let body): body.fields
        case .userControl(let body): body.fields
        case .windowAcknowledgementSize(let body): body.fields
        case .setPeerBandwidth(let body): body.fields
        case .audio(let body): body.fields
        case .video(let body): body.fields
        case .command(let body): body.fields
        case .data(let body): body.fields
        case .sharedObject(let body): body.fields
        case .aggregate(let body): body.fields
        case .unknown(let body): body.fields
        }
    }
}
