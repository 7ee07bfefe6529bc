import Bytes
import Packets
import Segments
import TestSupport
import Testing

@Suite struct FragmentTests {
    static let second: Int64 = 1_000_000_000
    static let payload = (0..<100).map { UInt8($0) }

    /// The segment in pieces of 32 bytes, as raw IP packets.
    static func fragments(isIPv6: Bool, identification: UInt32 = 7, size: Int = 32) -> [[UInt8]] {
        let from = isIPv6 ? SamplePacket.client6 : SamplePacket.client
        let to = isIPv6 ? SamplePacket.server6 : SamplePacket.server
        let segment = PacketBuilder.tcp(from: from, to: to, sequence: 1, payload: payload)
        return stride(from: 0, to: segment.count, by: size).map { offset in
            let part = Array(segment[offset..<min(offset + size, segment.count)])
            return fragment(
                isIPv6: isIPv6, offset, part, more: offset + size < segment.count, identification: identification)
        }
    }

    static func fragment(
        isIPv6: Bool, _ offset: Int, _ part: [UInt8], more: Bool, identification: UInt32 = 7
    ) -> [UInt8] {
        if isIPv6 {
            let inside = PacketBuilder.ipv6Fragment(
                6, offset: offset, more: more, identification: identification, part)
            return PacketBuilder.ipv6(
                44, from: SamplePacket.client6.address, to: SamplePacket.server6.address, inside)
        }
        return PacketBuilder.ipv4(
            6, from: SamplePacket.client.address, to: SamplePacket.server.address,
            identification: UInt16(identification), fragmentOffset: offset, moreFragments: more, part)
    }

    static func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0...shorter.count).map { index in
                var longer = shorter
                longer.insert(count - 1, at: index)
                return longer
            }
        }
    }

    @Test("fragments make the segment in any order", arguments: [false, true])
    func anyOrder(isIPv6: Bool) throws {
        let parts = Self.fragments(isIPv6: isIPv6)
        #expect(parts.count == 4)
        for order in Self.permutations(parts.count) {
            var decoder = PacketDecoder()
            for index in order.dropLast() {
                let decoded = Decoded(parts[index], .raw, with: &decoder)
                #expect(decoded.verdict == .fragment)
                #expect(decoded.segment == nil)
            }
            let last = Decoded(parts[try #require(order.last)], .raw, with: &decoder)
            #expect(last.verdict == .tcp, "order \(order)")
            let segment = try #require(last.segment)
            #expect(last.payload == Self.payload)
            #expect(segment.payloadLength == 100)
            #expect(segment.checksum == .valid)
            #expect(segment.encapsulation.wasFragmented)
            #expect(decoder.fragmentCounts.completed == 1)
            #expect(decoder.fragmentCounts.lost == 0)
        }
    }

    @Test("datagrams are kept apart by identification, addresses and tunnel")
    func apart() {
        var decoder = PacketDecoder()
        let one = Self.fragments(isIPv6: false, identification: 1)
        let two = Self.fragments(isIPv6: false, identification: 2)
        for index in 0..<3 {
            #expect(Decoded(one[index], .raw, with: &decoder).verdict == .fragment)
            #expect(Decoded(two[index], .raw, with: &decoder).verdict == .fragment)
        }
        // The last of the first, but inside a tunnel.
        let strange = SamplePacket.tunneled(4, one[3])
        #expect(Decoded(strange, .raw, with: &decoder).verdict == .fragment)
        #expect(Decoded(two[3], .raw, with: &decoder).payload == Self.payload)
        #expect(Decoded(one[3], .raw, with: &decoder).payload == Self.payload)
    }

    @Test("a fragment captured twice does no harm", arguments: [false, true])
    func twice(isIPv6: Bool) {
        var decoder = PacketDecoder()
        let parts = Self.fragments(isIPv6: isIPv6)
        for part in parts.dropLast() {
            #expect(Decoded(part, .raw, with: &decoder).verdict == .fragment)
            #expect(Decoded(part, .raw, with: &decoder).verdict == .fragment)
        }
        #expect(Decoded(parts[3], .raw, with: &decoder).payload == Self.payload)
        #expect(decoder.fragmentCounts.overlapping == 0)
    }

    @Test("of overlapping IPv4 fragments the bytes that came first are kept")
    func firstWins() {
        let parts = Self.fragments(isIPv6: false)
        let segment = Array(parts.map { $0[20...] }.joined())
        // Bytes 24 to 72, all AA: they cover a part of the first, all of the second and a part of the third.
        let intruder = Self.fragment(isIPv6: false, 24, [UInt8](repeating: 0xaa, count: 48), more: true)
        var decoder = PacketDecoder()
        for part in [parts[0], parts[2], intruder] {
            #expect(Decoded(part, .raw, with: &decoder).verdict == .fragment)
        }
        let last = Decoded(parts[3], .raw, with: &decoder)
        #expect(last.verdict == .tcp)
        let expected = segment[20..<32] + [UInt8](repeating: 0xaa, count: 32) + segment[64...]
        #expect(last.payload == Array(expected))
        #expect(last.segment?.checksum == .invalid)
    }

    @Test("overlapping IPv6 fragments spoil their datagram, also for those that come later")
    func overlapInIPv6() {
        let parts = Self.fragments(isIPv6: true)
        let intruder = Self.fragment(isIPv6: true, 24, [UInt8](repeating: 0xaa, count: 16), more: true)
        var decoder = PacketDecoder()
        for part in [parts[0], intruder] + parts {
            #expect(Decoded(part, .raw, with: &decoder).verdict == .fragment)
        }
        #expect(decoder.fragmentCounts.overlapping == 1)
        #expect(decoder.fragmentCounts.completed == 0)
    }

    @Test("two ends that differ, or bytes behind the end, spoil a datagram", arguments: [false, true])
    func twoEnds(isIPv6: Bool) {
        let parts = Self.fragments(isIPv6: isIPv6)
        var decoder = PacketDecoder()
        for part in [parts[3], Self.fragment(isIPv6: isIPv6, 32, [1, 2, 3], more: false)] + parts {
            #expect(Decoded(part, .raw, with: &decoder).verdict == .fragment)
        }
        #expect(decoder.fragmentCounts.overlapping == 1)
        decoder = PacketDecoder()
        let beyond = Self.fragment(isIPv6: isIPv6, 160, [1, 2, 3, 4, 5, 6, 7, 8], more: true)
        for part in [parts[3], beyond] + parts {
            #expect(Decoded(part, .raw, with: &decoder).verdict == .fragment)
        }
        #expect(decoder.fragmentCounts.overlapping == 1)
    }

    @Test("a datagram waits 30 seconds of capture time and no longer")
    func timeOut() {
        let parts = Self.fragments(isIPv6: false)
        var decoder = PacketDecoder()
        for part in parts.dropLast() { _ = Decoded(part, .raw, with: &decoder) }
        #expect(Decoded(parts[3], .raw, at: 30 * Self.second, with: &decoder).verdict == .tcp)
        for part in parts.dropLast() { _ = Decoded(part, .raw, with: &decoder) }
        #expect(Decoded(parts[3], .raw, at: 31 * Self.second, with: &decoder).verdict == .fragment)
        #expect(decoder.fragmentCounts.timedOut == 1)
        // What came late began a datagram of its own, which never ended.
        decoder.finish()
        #expect(decoder.fragmentCounts.timedOut == 2)
        #expect(decoder.fragmentCounts.completed == 1)
    }

    @Test("the clock of a capture may go back")
    func clockGoesBack() {
        let parts = Self.fragments(isIPv6: false)
        var decoder = PacketDecoder()
        for part in parts.dropLast() { _ = Decoded(part, .raw, at: .max, with: &decoder) }
        #expect(Decoded(parts[3], .raw, at: .min, with: &decoder).verdict == .tcp)
    }

    @Test("datagrams that never end are bounded in number, the oldest go first")
    func boundedNumber() {
        var decoder = PacketDecoder()
        decoder.fragmentLimits.datagrams = 10
        for identification in 0..<25 {
            let part = Self.fragments(isIPv6: true, identification: UInt32(identification))[0]
            _ = Decoded(part, .raw, at: Int64(identification), with: &decoder)
        }
        #expect(decoder.fragmentCounts.evicted == 15)
        // Of number 24 the rest completes it, of number 14 it does not.
        for part in Self.fragments(isIPv6: true, identification: 14).dropFirst() {
            #expect(Decoded(part, .raw, at: 30, with: &decoder).verdict == .fragment)
        }
        let rest = Self.fragments(isIPv6: true, identification: 24).dropFirst()
        #expect(rest.map { Decoded($0, .raw, at: 30, with: &decoder).verdict }.last == .tcp)
    }

    @Test("datagrams that never end are bounded in bytes")
    func boundedBytes() {
        var decoder = PacketDecoder()
        decoder.fragmentLimits.totalBytes = 10_000
        for identification in 0..<25 {
            let part = Self.fragment(
                isIPv6: false, 0, [UInt8](repeating: 1, count: 1480), more: true,
                identification: UInt32(identification))
            _ = Decoded(part, .raw, at: Int64(identification), with: &decoder)
        }
        // 1480 bytes and what it costs to keep track of them: five fit.
        #expect(decoder.fragmentCounts.evicted == 20)
    }

    @Test("a datagram of more fragments than the limit is given up")
    func boundedFragments() {
        var decoder = PacketDecoder()
        decoder.fragmentLimits.fragmentsPerDatagram = 5
        for index in 0..<10 {
            let part = Self.fragment(isIPv6: false, index * 16, [UInt8](repeating: 1, count: 8), more: true)
            _ = Decoded(part, .raw, with: &decoder)
        }
        #expect(decoder.fragmentCounts.evicted == 1)
    }

    @Test("fragments beyond the largest datagram, of odd length, or cut are counted")
    func unusable() {
        var decoder = PacketDecoder()
        let beyond = Self.fragment(isIPv6: false, 65_528, [UInt8](repeating: 1, count: 16), more: true)
        #expect(Decoded(beyond, .raw, with: &decoder).verdict == .fragment)
        #expect(decoder.fragmentCounts.invalid == 1)
        let odd = Self.fragment(isIPv6: true, 0, [1, 2, 3], more: true)
        #expect(Decoded(odd, .raw, with: &decoder).verdict == .fragment)
        #expect(decoder.fragmentCounts.invalid == 2)
        let whole = Self.fragments(isIPv6: false, identification: 99)[0]
        #expect(
            Decoded(Array(whole.dropLast(4)), .raw, originalLength: whole.count, with: &decoder).verdict == .fragment)
        #expect(decoder.fragmentCounts.cutShort == 1)
    }

    @Test("a tunnel may be fragmented, and what is in it as well")
    func nested() {
        let inner = Self.fragments(isIPv6: false)
        var decoder = PacketDecoder()
        var verdicts: [PacketVerdict] = []
        for (number, part) in inner.enumerated() {
            let inside = [0, 0, 8, 0] + part
            // Two fragments of the outer packet, 24 bytes and the rest.
            for (offset, range) in [(0, 0..<24), (24, 24..<inside.count)] {
                let outer = PacketBuilder.ipv4(
                    47, from: SamplePacket.left, to: SamplePacket.right, identification: UInt16(number),
                    fragmentOffset: offset, moreFragments: offset == 0, Array(inside[range]))
                verdicts.append(Decoded(outer, .raw, with: &decoder).verdict)
            }
        }
        #expect(verdicts == [PacketVerdict](repeating: .fragment, count: 7) + [.tcp])
        #expect(decoder.fragmentCounts.completed == 5)
    }

    @Test("fragments made of fragments come to an end")
    func endless() {
        // Each datagram is the last fragment of the next: its first fragment waits already.
        var decoder = PacketDecoder()
        let depth = 50
        for level in 1..<depth {
            let inside = PacketBuilder.ipv6Fragment(
                44, offset: 16, more: false, identification: UInt32(level + 1), [UInt8](repeating: 0, count: 8))
            let first = PacketBuilder.ipv6Fragment(
                44, offset: 0, more: true, identification: UInt32(level), inside)
            _ = Decoded(
                PacketBuilder.ipv6(44, from: SamplePacket.client6.address, to: SamplePacket.server6.address, first),
                .raw, with: &decoder)
        }
        let last = PacketBuilder.ipv6Fragment(
            44, offset: 16, more: false, identification: 1, [UInt8](repeating: 0, count: 8))
        let decoded = Decoded(
            PacketBuilder.ipv6(44, from: SamplePacket.client6.address, to: SamplePacket.server6.address, last),
            .raw, with: &decoder)
        #expect(
            decoded.verdict
                == .malformed(
                    .ipv6, DecodeError(.limit(what: "number of fragments inside one another", bound: 4), at: 0)))
    }
}
