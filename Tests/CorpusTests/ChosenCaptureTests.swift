import Dissection
import Foundation
import TestSupport
import Testing

/// `Captures/` against the message lists of an independent decoder, and against their manifest.
@Suite struct ChosenCaptureTests {
    private static let expected = Repository.captures.appending(path: "expected")

    private static let listed = Repository.files(in: expected)

    @Test("every message is there, in order, with its values", arguments: listed)
    func messages(list: String) throws {
        let stem = String(list.dropLast(".jsonl".count))
        let capture = try #require(
            Repository.captureNames.first { Repository.stem($0) == stem }, "no capture for expected/\(list)")
        let flows = try ExpectedFlow.read(Self.expected.appending(path: list))
        #expect(!flows.isEmpty)
        let dissected = try DissectedCapture(Repository.captures.appending(path: capture))
        for difference in Comparison(flows, dissected).differences { Issue.record("\(capture): \(difference)") }
    }

    @Test("there are lists, and a difference in any value is noticed")
    func comparison() throws {
        #expect(Self.listed.count > 20)
        let capture = Repository.captures.appending(path: "ffmpeg-publishes-to-nginx.pcap")
        let list = Self.expected.appending(path: "ffmpeg-publishes-to-nginx.jsonl")
        let dissected = try DissectedCapture(capture)
        let flows = try ExpectedFlow.read(list)
        #expect(Comparison(flows, dissected).differences.isEmpty)
        let changes: [(inout ExpectedFlow) -> Void] = [
            { $0.header.client = "127.0.0.1:1" },
            { $0.header.s1 = 0 },
            { $0.header.c1ver = "00000000" },
            { $0.clientMessages[0].name = "disconnect" },
            { $0.clientMessages[0].txn = 2 },
            { $0.clientMessages[9].ts += 1 },
            { $0.clientMessages[9].csid = 3 },
            { $0.clientMessages[9].chunks = 9 },
            { $0.serverMessages[1].msid = 1 },
            { $0.serverMessages[3].code = nil },
            { $0.clientMessages.removeLast() },
            { $0.serverMessages.swapAt(0, 1) },
        ]
        for (index, change) in changes.enumerated() {
            var flow = try #require(flows.first)
            change(&flow)
            #expect(!Comparison([flow], dissected).differences.isEmpty, "change \(index)")
        }
        #expect(!Comparison([], dissected).differences.isEmpty)
    }

    @Test("the manifest describes every capture as it is")
    func manifest() throws {
        let manifest = try Manifest.read(Repository.captures.appending(path: "manifest.json"))
        #expect(manifest.captures.map(\.file).sorted() == Repository.captureNames)
        for entry in manifest.captures {
            let file = Repository.captures.appending(path: entry.file)
            let dissected = try DissectedCapture(file)
            #expect(dissected.totals.packets == entry.packets, "\(entry.file)")
            #expect(dissected.format == entry.format, "\(entry.file)")
            #expect(dissected.linkTypes == entry.link_types, "\(entry.file)")
            #expect(try file.resourceValues(forKeys: [.fileSizeKey]).fileSize == entry.bytes, "\(entry.file)")
            let hasList = Self.listed.contains("\(Repository.stem(entry.file)).jsonl")
            #expect(hasList == entry.has_expected_messages, "\(entry.file)")
        }
    }

    @Test("the captures are small")
    func size() throws {
        let sizes = try Repository.captureNames.map { name in
            try Repository.captures.appending(path: name).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        }
        #expect(sizes.reduce(0, +) <= 4_000_000)
    }
}
