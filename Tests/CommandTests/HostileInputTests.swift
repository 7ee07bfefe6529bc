import Foundation
import Testing

/// Bytes from a capture never reach the terminal as control sequences.
@Suite(.serialized) struct HostileInputTests {
    @Test(
        "no control character of a capture is printed",
        arguments: [
            [], ["--media", "all"], ["--chunks"], ["--hex"], ["--summary"], ["--by-flow"], ["--port", "1935"],
            ["--format", "json"], ["--format", "jsonl"], ["--format", "jsonl", "--chunks", "--hex"],
        ])
    func output(options: [String]) throws {
        let scratch = try Scratch()
        let capture = try scratch.write("hostile.pcap", HostileCapture.bytes())
        let run = try CommandRun(options + [capture.path])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        // It was understood, not skipped.
        if options != ["--summary"] { #expect(run.text.contains("createStream")) }
        let controls = run.text.unicodeScalars.filter { scalar in
            scalar != "\n" && scalar.properties.generalCategory == .control
        }
        #expect(controls.isEmpty, "\(controls.map { String($0.value, radix: 16) })")
        // Line ends of a capture would forge lines.
        #expect(!run.lines.contains { $0.hasPrefix("end") })
        if options.contains("jsonl") { #expect(try run.events().count > 10) }
        if options.contains("json") { _ = try JSONSerialization.jsonObject(with: run.output) }
    }

    @Test("colour is the only escape sequence")
    func coloured() throws {
        let scratch = try Scratch()
        let capture = try scratch.write("hostile.pcap", HostileCapture.bytes())
        let run = try CommandRun(["--color", "always", capture.path])
        let rest = run.text.replacing(/\u{1b}\[[0-9;]*m/, with: "")
        #expect(rest.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(!run.text.contains("\u{1b}[2J"))
    }

    @Test("a capture cut at any record, or with bytes flipped, ends with status 0 or 3")
    func mutated() throws {
        let scratch = try Scratch()
        let bytes = HostileCapture.bytes()
        for seed in stride(from: 7, to: bytes.count, by: bytes.count / 12) {
            var changed = bytes
            for place in stride(from: 24 + seed % 97, to: changed.count, by: 101) {
                changed[place] ^= UInt8(seed % 251)
            }
            for variant in [Array(bytes[..<seed]), changed] {
                let capture = try scratch.write("mutated.pcap", variant)
                let run = try CommandRun(["--format", "jsonl", capture.path])
                #expect(run.status == 0 || run.status == 3, "seed \(seed)")
            }
        }
    }
}
