/// Masks what must not be seen, before anything is decoded from it: whatever is made of a message later, a name, a
/// finding, its bytes in hex, is then made of the masked one.
///
/// It never changes a length. One object serves all flows of a run, so that a secret looks the same in each.
public protocol PayloadRedacting: AnyObject, Sendable {
    /// - Parameter payload: Of a message that is neither audio nor video, as far as it was kept.
    func redact(_ payload: inout [UInt8], of header: Message.Header)
    /// - Parameter bytes: A proxy's whole prefix.
    func redact(_ bytes: inout [UInt8], of prefix: ConnectionPrefix)
}
