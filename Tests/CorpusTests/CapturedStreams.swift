import Foundation
import Packets
import PcapCapture
import Segments

/// The bytes that each side of a capture's connections sent, put in order without the reassembler: for captures in
/// which nothing is lost.
struct CapturedStreams {
    /// From the first byte sent.
    private(set) var streams: [[UInt8]] = []

    init(_ file: URL) throws {
        struct Key: Hashable { var source: Endpoint, destination: Endpoint }
        var pieces: [Key: [(sequence: UInt32, bytes: [UInt8])]] = [:]
        var first: [Key: UInt32] = [:]
        var decoder = PacketDecoder()
        var source = try CaptureFile(path: file.path)
        while try source.next({ packet, bytes in
            _ = decoder.decode(packet, bytes) { segment, span in
                let key = Key(source: segment.source, destination: segment.destination)
                if segment.flags.contains(.syn) { first[key] = segment.sequence &+ 1 }
                guard !segment.payload.isEmpty else { return }
                let payload = span.extracting(segment.payload).withUnsafeBytes { unsafe [UInt8]($0) }
                pieces[key, default: []].append((segment.sequence, payload))
            }
        }) != nil {}
        for (key, pieces) in pieces {
            guard let first = first[key] else { continue }
            var stream: [UInt8] = []
            for piece in pieces.sorted(by: { $0.sequence &- first < $1.sequence &- first }) {
                let offset = Int(piece.sequence &- first)
                guard offset <= stream.count else { break }
                stream += piece.bytes.dropFirst(stream.count - offset)
            }
            streams.append(stream)
        }
        // A dictionary's order differs from run to run, and a seed must not.
        streams.sort { $0.lexicographicallyPrecedes($1) }
    }
}
