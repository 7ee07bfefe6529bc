import Dissection
import Packets
import RTMP
import Segments
import Streams

/// What two sides say, cut into TCP segments in any way: the messages are the same.
///
/// Choices, then pieces: who sends or what happens, a length, bytes.
public enum SessionTarget: FuzzTarget {
    public static let name = "sessions"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        let whole = told(input, isCut: false)
        let cut = told(input, isCut: true)
        for side in 0...1 where whole[side] != cut[side] {
            let index = zip(whole[side], cut[side]).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            throw BrokenPromise(
                "side \(side): \(cut[side].count) events, whole \(whole[side].count), differs at \(index ?? -1)"
            )
        }
    }

    /// What is told of a direction, without times, packets and what follows from them.
    private enum Told: Equatable {
        case encrypted
        case message(Message)
        case cut(CutMessage)
        case gap(offset: Int, length: Int)
        case lost(Desynchronization)
        case found(Resynchronization)
    }

    private static func told(_ bytes: [UInt8], isCut: Bool) -> [[Told]] {
        var input = FuzzInput(bytes)
        let choice = input.u8()
        let split = input.u8()
        var options = DissectionOptions()
        options.messages.keepsPayload = choice & 1 != 0
        options.messages.scansFrames = choice & 2 != 0
        if choice & 4 != 0 {
            options.messages.maximumMessage = 300
            options.messages.maximumChunkStreams = 4
        }
        var told: [[Told]] = [[], []]
        let dissector = Box(Dissector(options: options))
        func show(_ event: Event) {
            guard let direction = event.direction, let what = Self.told(event) else { return }
            told[Int(direction.rawValue)].append(what)
        }
        withoutActuallyEscaping(show) { show in
            var writer = PacketWriter { packet, bytes in dissector.value.receive(packet, bytes, deliver: show) }
            if choice & 8 == 0 { writer.open() }
            while !input.isAtEnd {
                let what = input.u8()
                let side = Int(what & 1)
                let length = Int(input.u16())
                guard what & 0x40 == 0 else {
                    writer.lose(side, length)
                    continue
                }
                let piece = input.take(length)
                var way = SplitInput(isCut ? split : 0xff)
                let ranges = isCut ? way.pieces(of: piece.count) : whole(piece.count)
                for range in ranges { writer.write(side, [.ack, .psh], Array(piece[range])) }
                if what & 0x80 != 0 { writer.write(side, [.fin, .ack], []) }
            }
            dissector.value.finish(deliver: show)
        }
        return told
    }

    /// As few segments as IP allows.
    private static func whole(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: 65_000).map { $0..<min($0 + 65_000, count) }
    }

    private static func told(_ event: Event) -> Told? {
        switch event.body {
        case .message(let event):
            var message = event.message
            (message.firstPacket, message.lastPacket) = (0, 0)
            return .message(message)
        case .cut(var cut):
            (cut.firstPacket, cut.lastPacket) = (0, 0)
            return .cut(cut)
        case .lost(var loss):
            loss.packet = 0
            return .lost(loss)
        case .resynchronized(var found):
            found.packet = 0
            return .found(found)
        case .gap(let gap): return .gap(offset: gap.offset, length: gap.length)
        case .encrypted: return .encrypted
        // In how many parts a handshake is told depends on the cuts, and its second half may come alone.
        case .handshake, .flow, .prefix, .chunk, .stream, .sideEnded, .flowEnd, .capture: return nil
        }
    }

    private final class Box {
        var value: Dissector
        init(_ value: Dissector) { self.value = value }
    }
}
