import Packets

/// Builds one flow's packets: Ethernet, IPv4, TCP with timestamps; right checksums.
struct Frame {
    /// The packet built last.
    private(set) var bytes: [UInt8] = []

    private let addresses: [UInt32]
    private let ports: [UInt16]
    /// Of the next byte, client and server.
    private var sequence: [UInt32] = [1000, 5000]
    private var identification: UInt16 = 0

    private static let headers = 14 + 20 + 32

    /// - Parameter flow: Makes the client's address and port.
    init(flow: Int) {
        let host = UInt32(truncatingIfNeeded: flow)
        addresses = [0x0a00_0000 | (1 + host / 16_000), 0xc000_0201]
        ports = [UInt16(truncatingIfNeeded: 20_000 + flow % 16_000), 1935]
    }

    /// A segment of one side.
    mutating func make(isFromClient: Bool, flags: UInt8, _ payload: ArraySlice<UInt8> = [], at time: Timestamp) {
        let own = isFromClient ? 0 : 1
        bytes.removeAll(keepingCapacity: true)
        // Locally administered addresses.
        bytes += [2, 0, 0, 0, 0, isFromClient ? 2 : 1, 2, 0, 0, 0, 0, isFromClient ? 1 : 2, 0x08, 0x00]
        identification &+= 1
        bytes += [0x45, 0]
        append(UInt16(truncatingIfNeeded: Self.headers - 14 + payload.count))
        append(identification)
        bytes += [0x40, 0, 64, 6, 0, 0]
        append(addresses[own])
        append(addresses[1 - own])
        put(~Self.fold(Self.sum(of: bytes[14..<34])), at: 24)
        append(ports[own])
        append(ports[1 - own])
        append(sequence[own])
        append(flags & 0x10 == 0 ? 0 : sequence[1 - own])
        bytes += [0x80, flags, 0xff, 0xff, 0, 0, 0, 0, 1, 1, 8, 10]
        let milliseconds = UInt32(truncatingIfNeeded: time.nanoseconds / 1_000_000)
        append(milliseconds)
        append(milliseconds)
        bytes += payload
        // The pseudo header: addresses, protocol, length.
        let pseudo = Self.sum(of: bytes[26..<34]) + 6 + UInt64(bytes.count - 34)
        put(~Self.fold(pseudo + Self.sum(of: bytes[34...])), at: 50)
        sequence[own] &+= UInt32(payload.count) + (flags & 0x03 == 0 ? 0 : 1)
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func put(_ value: UInt16, at index: Int) {
        bytes[index] = UInt8(value >> 8)
        bytes[index + 1] = UInt8(value & 0xff)
    }

    private static func sum(of bytes: ArraySlice<UInt8>) -> UInt64 {
        var sum: UInt64 = 0
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            sum += UInt64(bytes[index]) << 8 | UInt64(bytes[index + 1])
            index += 2
        }
        if index < bytes.endIndex { sum += UInt64(bytes[index]) << 8 }
        return sum
    }

    private static func fold(_ sum: UInt64) -> UInt16 {
        var sum = sum
        while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
        return UInt16(sum)
    }
}
