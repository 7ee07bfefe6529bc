import RTMP
import Streams

/// What happened.
public enum EventBody: Sendable {
    case capture(CaptureNotice)
    /// A flow was recognised. Its time and packet are those of its first packet.
    case flow(FlowOpening)
    case prefix(ConnectionPrefix)
    indirect case handshake(HandshakeEvent)
    /// RTMPE: from here on this direction is enciphered.
    case encrypted
    case message(MessageEvent)
    case chunk(Chunk)
    case cut(CutMessage)
    case gap(StreamEvent.Gap)
    case lost(Desynchronization)
    case resynchronized(Resynchronization)
    /// A stream's role became known: who does what, as a title for what follows.
    case stream(StreamIntroduction)
    /// This side sent FIN or RST.
    case sideEnded(StreamEvent.Ending)
    indirect case flowEnd(FlowEnd)
}
