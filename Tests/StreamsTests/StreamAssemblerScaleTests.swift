import Packets
import Segments
import Streams
import Testing

/// Thousands of flows at once.
struct StreamAssemblerScaleTests {
    static let noBytes: [UInt8] = []

    func connection(_ index: Int) -> Connection {
        var connection = Connection()
        connection.client = Endpoint(
            address: Address(ipv4: 0x0b00_0000 + UInt32(index / 60000)), port: UInt16(index % 60000))
        connection.clientISN = UInt32(truncatingIfNeeded: index &* 2_654_435_761)
        return connection
    }

    /// What they cost is measured where nothing else runs beside it: `CommandTests/BoundedMemoryTests`.
    @Test("250,000 SYNs leave no more flows open than the limit")
    func portScan() {
        var assembler = StreamAssembler()
        var (opened, evicted) = (0, 0)
        for index in 0..<250_000 {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: Int64(index)), linkType: .raw, originalLength: 54)
            assembler.receive(connection(index).syn.segment, in: packet, bytes: Self.noBytes.span.bytes) {
                _, event, _ in
                if case .opened = event { opened += 1 }
                if case .closed(let end) = event, end.reason == .evicted { evicted += 1 }
            }
        }
        #expect(assembler.openFlows == 100_000)
        #expect(opened == 250_000 && evicted == 150_000)
    }

    @Test("5,000 interleaved flows each keep their bytes apart")
    func interleaved() {
        let count = 5000
        var assembler = StreamAssembler()
        var sums = [Int](repeating: 0, count: count)
        var next = [Int](repeating: 0, count: count)
        var number = 0
        var faults = 0
        func feed(_ parcel: Parcel) {
            number += 1
            let packet = Packet(
                number: number, time: Timestamp(nanoseconds: Int64(number)), linkType: .raw, originalLength: 54)
            assembler.receive(parcel.segment, in: packet, bytes: parcel.bytes.span.bytes) { id, event, bytes in
                guard case .bytes(let part) = event else { return }
                if part.offset != next[id.slot] { faults += 1 }
                next[id.slot] += part.range.count
                sums[id.slot] += Int(Recorder.text(bytes, part.range)) ?? -1
            }
        }
        for index in 0..<count { feed(connection(index).syn) }
        // The second of three segments comes last.
        for (round, text) in [(0, "1"), (2, "3"), (1, "2")] {
            for index in 0..<count {
                feed(connection(index).client(round * 6, String(repeating: "0", count: 5) + text))
            }
        }
        #expect(faults == 0)
        #expect(assembler.openFlows == count)
        // Where an acknowledgement without SYN+ACK keeps bytes back, the end brings them.
        assembler.finish { id, event, bytes in
            guard case .bytes(let part) = event else { return }
            sums[id.slot] += Int(Recorder.text(bytes, part.range)) ?? -1
        }
        #expect(sums.allSatisfy { $0 == 6 })
        #expect(assembler.openFlows == 0)
    }
}
