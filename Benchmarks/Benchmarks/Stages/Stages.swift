import AMF
import Benchmark
import Bytes
import Diagnostics
import Dissection
import Packets
import RTMP
import Renderings
import Segments
import Streams

/// What each room costs, on the same bytes: `swift package benchmark` in this folder, or `make bench`.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .instructions, .throughput], scalingFactor: .one, maxDuration: .seconds(3))
    let recording = Recording.standard

    Benchmark("packets decoded") { benchmark in
        for _ in benchmark.scaledIterations {
            var decoder = PacketDecoder()
            var segments = 0
            recording.forEachPacket { packet, bytes in
                _ = decoder.decode(packet, bytes) { _, _ in segments += 1 }
            }
            blackHole(segments)
        }
    }

    Benchmark("packets decoded ahead") { benchmark in
        for _ in benchmark.scaledIterations {
            var decoder = PacketsDecodedAhead()
            var decoded = PacketsDecodedAhead.blank
            recording.forEachPacket { packet, bytes in
                decoder.prepare(packet, bytes, into: &decoded)
                blackHole(decoded.segment.sequence)
            }
        }
    }

    Benchmark("streams reassembled") { benchmark in
        for _ in benchmark.scaledIterations {
            var decoder = PacketDecoder()
            var assembler = StreamAssembler()
            var count = 0
            recording.forEachPacket { packet, bytes in
                _ = decoder.decode(packet, bytes) { segment, span in
                    assembler.receive(segment, in: packet, bytes: span) { _, _, _ in count += 1 }
                }
            }
            assembler.finish { _, _, _ in count += 1 }
            blackHole(count)
        }
    }

    Benchmark("chunks decoded") { benchmark in
        for _ in benchmark.scaledIterations {
            var count = 0
            for stream in recording.streams {
                var decoder = PeerDecoder()
                for start in stride(from: 0, to: stream.count, by: 1448) {
                    let range = start..<min(start + 1448, stream.count)
                    decoder.feed(stream.span.bytes, in: range, offset: start, packet: 1) { _ in count += 1 }
                }
            }
            blackHole(count)
        }
    }

    Benchmark("commands decoded (AMF), 1000 times") { benchmark in
        for _ in benchmark.scaledIterations {
            var values = 0
            for _ in 0..<1000 {
                for payload in recording.commands {
                    var reader = ByteReader(payload.span.bytes)
                    var decoder = AMF0Decoder()
                    while (try? decoder.value(from: &reader)) != nil { values += 1 }
                }
            }
            blackHole(values)
        }
    }

    Benchmark("whole dissection") { benchmark in
        for _ in benchmark.scaledIterations {
            var dissector = Dissector()
            var events = 0
            recording.forEachPacket { packet, bytes in dissector.receive(packet, bytes) { _ in events += 1 } }
            dissector.finish { _ in events += 1 }
            blackHole(events)
        }
    }

    Benchmark("rules applied to events") { benchmark in
        for _ in benchmark.scaledIterations {
            var diagnosis = Diagnosis()
            var findings = 0
            for event in recording.events { diagnosis.observe(event) { _ in findings += 1 } }
            blackHole(findings)
        }
    }

    Benchmark("text rendered") { benchmark in
        for _ in benchmark.scaledIterations { render(recording, TextRenderer()) }
    }

    Benchmark("every message as text") { benchmark in
        var options = TextOptions()
        options.media = .all
        for _ in benchmark.scaledIterations { render(recording, TextRenderer(options: options)) }
    }

    Benchmark("JSON Lines rendered") { benchmark in
        for _ in benchmark.scaledIterations { render(recording, JSONLinesRenderer()) }
    }

    Benchmark("JSON document rendered") { benchmark in
        for _ in benchmark.scaledIterations { render(recording, JSONDocumentRenderer()) }
    }
}

private func render(_ recording: Recording, _ renderer: some Renderer) {
    var renderer = renderer
    var output: [UInt8] = []
    for event in recording.events {
        renderer.render(event, to: &output)
        if output.count > 1 << 16 { output.removeAll(keepingCapacity: true) }
    }
    blackHole(output.count)
}
