import Packets
import PcapCapture

/// A capture file of any format, in reads of any size.
public enum CaptureFileTarget: FuzzTarget {
    public static let name = "capture-files"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let step = Int(input.u8()) * 7 + 1
        let bytes = input.rest()
        let whole = told(MemoryBytes(bytes))
        let cut = told(MemoryBytes(bytes, step: step))
        try promise(whole == cut, "in reads of \(step): \(cut.packets.count) packets, \(whole.packets.count) in one")
    }

    private struct Told: Equatable {
        var packets: [[Int]] = []
        var problem: String?
        var facts: [String] = []
    }

    private static func told(_ source: MemoryBytes) -> Told {
        var told = Told()
        do throws(CaptureError) {
            var file = try CaptureFile(source: source, name: "input")
            while let packet = try file.next(read) { told.packets.append(packet) }
            told.facts = [file.format, "\(file.linkTypes)", "\(file.snapshotLength ?? -1)", "\(file.comments)"]
        } catch {
            told.problem = "\(error)"
        }
        return told
    }

    /// Everything of a packet, its bytes as a sum.
    private static func read(_ packet: Packet, _ bytes: RawSpan) -> [Int] {
        var sum = 0
        for position in 0..<bytes.byteCount {
            sum = sum &* 31 &+ Int(bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self))
        }
        return [
            packet.number, Int(packet.time.nanoseconds), Int(packet.linkType.rawValue), packet.originalLength,
            bytes.byteCount, sum,
        ]
    }
}
