import Packets
import PcapCapture

/// Takes the flows in turn, a burst of packets each, as frames come from encoders.
struct Schedule {
    /// Packets of a flow in a row.
    private static let burst = 16
    /// Nanoseconds of a byte at 7 Mb/s: media, headers and acknowledgements of one flow.
    private static let byteTime = 1150

    private let recorded: [RecordedFlow]
    private let flows: Int
    private let bytesEach: Int
    private var time: Int64 = 1_700_000_000_000_000_000
    private var number = 0

    init(_ recorded: [RecordedFlow], flows: Int, bytesEach: Int) {
        self.recorded = recorded
        self.flows = flows
        self.bytesEach = bytesEach
    }

    /// Writes one generation of flows, from their first packet to their last.
    mutating func play(generation: Int, into writer: CaptureWriter) throws(CaptureError) {
        var running = (0..<flows).map { index in
            ReplayedFlow(recorded[index % recorded.count], number: generation * flows + index, bytes: bytesEach)
        }
        while !running.isEmpty {
            for index in running.indices {
                var left = Self.burst
                while left > 0, !running[index].isDone {
                    number += 1
                    let length = try running[index].writeNext(
                        at: Timestamp(nanoseconds: time), number: number, into: writer)
                    time += Int64(length * Self.byteTime / flows)
                    left -= 1
                }
            }
            running.removeAll { $0.isDone }
        }
    }
}
