import RTMP
import Streams

/// What happened.
///
/// All but messages are indirect: an event is then a few words and one reference, however often it is handed on.
public enum EventBody: Sendable {
    case capture(CaptureNotice)
    /// A flow was recognised. Its time and packet are those of its first packet.
    indirect case flow(FlowOpening)
    indirect case prefix(ConnectionPrefix)
    indirect case handshake(HandshakeEvent)
    /// RTMPE: from here on this direction is enciphered.
    case encrypted
    case message(MessageEvent)
    indirect case chunk(Chunk)
    indirect case cut(CutMessage)
    indirect case gap(StreamEvent.Gap)
    indirect case lost(Desynchronization)
    indirect case resynchronized(Resynchronization)
    /// A stream's role became known: who does what, as a title for what follows.
    indirect case stream(StreamIntroduction)
    /// This side sent FIN or RST.
    indirect case sideEnded(StreamEvent.Ending)
    indirect case flowEnd(FlowEnd)
}
