/// Reads SEI messages out of the bytes of NAL units as they come, one by one.
///
/// sei_message(), H.264 § 7.3.2.3.1: the type, then the size, each a run of 255s and a last byte, added up; then the
/// payload. Only the payload's head is kept; a unit of any length costs the same memory.
struct SEIReader: Sendable {
    private enum Phase {
        case type, size, payload, ended
    }

    private var phase = Phase.type
    private var zeros = 0
    private var type = 0
    private var size = 0
    private var left = 0
    private var head: [UInt8] = []

    /// The messages of all units so far.
    private(set) var messages: [SEIMessage] = []

    /// How many messages are kept; the rest go unseen.
    static let maximumCount = 64

    /// The messages of one whole unit, header included.
    static func messages(ofUnit bytes: [UInt8], _ syntax: NALSyntax) -> [SEIMessage] {
        var reader = SEIReader()
        for byte in bytes.dropFirst(syntax.headerSize) { reader.feed(byte) }
        _ = reader.finishUnit()
        return reader.messages
    }

    /// Takes the next byte of a unit behind its header, as it is in the unit.
    mutating func feed(_ byte: UInt8) {
        if zeros >= 2, byte == 3 {
            zeros = 0
            return
        }
        zeros = byte == 0 ? zeros &+ 1 : 0
        switch phase {
        case .type:
            type &+= Int(byte)
            if byte != 255 { phase = .size }
        case .size:
            size &+= Int(byte)
            if byte != 255 { beginPayload() }
        case .payload:
            if head.count < SEIMessage.headSize { head.append(byte) }
            left &-= 1
            if left == 0 { finishMessage() }
        case .ended:
            break
        }
    }

    /// Says that the unit is over, and makes ready for the next. False when it ended inside a message.
    mutating func finishUnit() -> Bool {
        let isWhole =
            switch phase {
            // Between messages; the trailing bits are missing, which hurts nobody.
            case .type: type == 0
            // rbsp_trailing_bits(), a byte 80, looks like a type.
            case .size: isTrailing
            case .payload: false
            case .ended: true
            }
        if phase == .payload { finishMessage() }
        phase = .type
        (type, size, zeros) = (0, 0, 0)
        return isWhole
    }

    private var isTrailing: Bool { type == 0x80 && size == 0 }

    private mutating func beginPayload() {
        // A message of type 128 has content: this is the trailing byte and zeros behind it.
        guard !isTrailing else {
            phase = .ended
            return
        }
        head.removeAll(keepingCapacity: true)
        left = size
        phase = .payload
        if left == 0 { finishMessage() }
    }

    private mutating func finishMessage() {
        if messages.count < Self.maximumCount {
            messages.append(SEIMessage(type: type, size: size, head: head))
        }
        (type, size) = (0, 0)
        phase = .type
    }
}
