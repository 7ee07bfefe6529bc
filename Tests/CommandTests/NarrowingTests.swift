import Foundation
import Testing

/// What is shown of what was decoded, and in how much detail.
@Suite(.serialized) struct NarrowingTests {
    private static let capture = "Captures/ffmpeg-publishes-to-nginx.pcap"
    private static let twoFlows = "Captures/nginx-proxies-ffmpeg-with-proxy-protocol.pcap"

    private func messages(_ options: String..., of capture: String = capture) throws -> [[String: Any]] {
        let run = try CommandRun(["--format", "jsonl"] + options + [capture])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        return try run.events().filter { $0["event"] as? String == "message" }
    }

    @Test("--flow shows one flow")
    func flow() throws {
        let all = try messages(of: Self.twoFlows)
        let second = try messages("--flow", "2", of: Self.twoFlows)
        #expect(second.allSatisfy { $0["flow"] as? Int == 2 })
        #expect(second.count == all.filter { $0["flow"] as? Int == 2 }.count)
        #expect(second.count < all.count && !second.isEmpty)
        #expect(try messages("--flow", "1", "--flow", "2", of: Self.twoFlows).count == all.count)
    }

    @Test("--direction shows one direction, decoded with the knowledge of both")
    func direction() throws {
        let server = try messages("--direction", "s2c")
        #expect(server.count == 7)
        #expect(server.allSatisfy { $0["direction"] as? String == "s2c" })
        let answers = server.compactMap { ($0["command"] as? [String: Any])?["answers"] as? [String: Any] }
        #expect(answers.first?["name"] as? String == "connect")
        #expect(try messages("--direction", "c2s").count + server.count == messages().count)
    }

    @Test("--type takes types, numbers, commands and handlers")
    func type() throws {
        #expect(try messages("--type", "audio").count == 175)
        #expect(try messages("--type", "9").count == 42)
        #expect(try messages("--type", "publish").count == 1)
        #expect(try messages("--type", "onMetaData").count == 1)
        #expect(try messages("--type", "audio", "--type", "video").count == 217)
        #expect(try messages("--type", "command").count == 11)
    }

    @Test("--from and --to count from the flow's beginning")
    func time() throws {
        let elapsed = try messages().compactMap { $0["elapsed"] as? Double }
        let window = try messages("--from", "1.5", "--to", "2.5").compactMap { $0["elapsed"] as? Double }
        #expect(!window.isEmpty)
        #expect(window == elapsed.filter { $0 >= 1.5 && $0 <= 2.5 })
    }

    @Test("--summary leaves the timeline out")
    func summary() throws {
        let whole = try CommandRun([Self.capture])
        let run = try CommandRun(["--summary", Self.capture])
        #expect(run.status == 0)
        #expect(!run.text.contains("connect #1"))
        #expect(run.text.contains("published live/stream"))
        #expect(run.lines.count < 15)
        let start = try #require(whole.lines.firstIndex { $0.hasPrefix("summary") })
        #expect(Array(run.lines.suffix(whole.lines.count - start)) == Array(whole.lines[start...]))
    }

    @Test("--by-flow prints one flow after the other")
    func byFlow() throws {
        let run = try CommandRun(["--by-flow", Self.twoFlows])
        let plain = try CommandRun([Self.twoFlows])
        let publishes = run.lines.indices.filter { run.lines[$0].contains("  publish #") }
        let closings = run.lines.indices.filter { run.lines[$0].contains("client closed") }
        #expect(publishes.count == 2 && closings.count == 2)
        // The first flow's end comes before the second's beginning.
        #expect(closings.first ?? .max < publishes.last ?? 0)
        #expect(plain.lines.firstIndex { $0.contains("client closed") } ?? 0 > publishes.count)
        #expect(run.status == 0)
    }

    @Test("--media all shows each message, --media none at most the sequence headers")
    func media() throws {
        let summary = try CommandRun([Self.capture])
        let all = try CommandRun(["--media", "all", Self.capture])
        let none = try CommandRun(["--media", "none", Self.capture])
        #expect(all.lines.filter { $0.contains("→  audio") }.count == 175)
        #expect(all.lines.filter { $0.contains("→  video") }.count == 42)
        #expect(!none.text.contains(" ×"))
        #expect(none.lines.filter { $0.contains("→  audio") || $0.contains("→  video") }.count <= 2)
        #expect(none.text.contains("connect #1"))
        #expect(none.lines.count < summary.lines.count && summary.lines.count < all.lines.count)
    }

    @Test("--chunks shows each chunk")
    func chunks() throws {
        let events = try CommandRun(["--format", "jsonl", "--chunks", Self.capture]).events()
        let chunks = events.filter { $0["event"] as? String == "chunk" }.count
        let messages = events.filter { $0["event"] as? String == "message" }
        #expect(chunks == messages.compactMap { $0["chunks"] as? Int }.reduce(0, +))
        #expect(chunks > 200)
        let text = try CommandRun(["--chunks", Self.capture])
        #expect(text.status == 0)
        #expect(text.lines.count > chunks)
    }

    @Test("--hex shows the payload")
    func hex() throws {
        let run = try CommandRun(["--hex", "--type", "connect", Self.capture])
        #expect(run.status == 0)
        // 02 00 07 "connect"
        #expect(run.text.contains("02 00 07 63 6f 6e 6e 65 63 74") || run.text.contains("02000763"))
        #expect(!run.text.contains("  publish #"))
    }
}
