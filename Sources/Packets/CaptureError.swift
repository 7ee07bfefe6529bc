/// Why a capture could not be read, wholly or from some point on.
public struct CaptureError: Error, Equatable, Sendable {
    public enum Reason: Equatable, Sendable {
        /// The file, interface or filter could not be opened; the text is the system's.
        case cannotOpen(String)
        /// Nothing in it.
        case empty
        /// Its first bytes are of no capture format; the text says of what they are, where that is known.
        case notACapture(String)
        /// It ends inside a record or block: `needed` bytes were promised, `available` came.
        case cutOff(needed: Int, available: Int)
        /// A record or block contradicts itself; the text says how.
        case damaged(String)
        /// The system failed to deliver bytes that should be there.
        case readFailed(String)
    }

    /// The file or interface, as the user named it.
    public var input: String
    public var reason: Reason
    /// The last packet that was read whole; 0 if none was.
    public var packet: Int
    /// Byte offset in the (decompressed) input at which the bad record begins, where that is known.
    public var offset: Int?

    public init(input: String, reason: Reason, packet: Int = 0, offset: Int? = nil) {
        self.input = input
        self.reason = reason
        self.packet = packet
        self.offset = offset
    }
}

extension CaptureError: CustomStringConvertible {
    /// One line that names input, reason, and the place.
    public var description: String {
        let place =
            switch (packet, offset) {
            case (0, nil): ""
            case (0, let offset?): " (at byte \(offset))"
            case (let packet, nil): " (after packet \(packet))"
            case (let packet, let offset?): " (after packet \(packet), at byte \(offset))"
            }
        let what =
            switch reason {
            case .cannotOpen(let text): text
            case .empty: "is empty"
            case .notACapture(let text): text.isEmpty ? "is not a capture file" : "is not a capture file: \(text)"
            case .cutOff(let needed, let available):
                "is cut off inside a record: \(needed) bytes promised, \(available) there"
            case .damaged(let text): "is damaged: \(text)"
            case .readFailed(let text): "cannot be read on: \(text)"
            }
        return "\(input): \(what)\(place)"
    }
}
