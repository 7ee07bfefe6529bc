import Comparison
import TestSupport
import Testing

/// Each kind of difference, and what is near it and is none.
@Suite struct DifferenceTests {
    private func differences(_ change: (inout PublishScript) -> Void) throws -> [Difference] {
        var script = PublishScript()
        change(&script)
        return try Compared.comparison(PublishScript(), script).differences.filter { $0.weight > .trivial }
    }

    /// Weight, sentence.
    private func sentences(_ change: (inout PublishScript) -> Void) throws -> [String] {
        try differences(change).map { "\($0.weight.name): \($0.sentence)" }
    }

    @Test("a session and itself, on other ports, with acknowledgements and pings elsewhere, differ in nothing")
    func equal() throws {
        #expect(
            try sentences {
                $0.clientPort = 50_123
                $0.hasAcknowledgements = true
            } == [])
    }

    // MARK: Outcomes

    @Test("publish answered by _result instead of onStatus is the outcome of one step")
    func answeredByResult() throws {
        let found = try differences { $0.answer = .result }
        #expect(found.first?.kind == .outcome)
        #expect(found.first?.weight == .decisive)
        #expect(
            found.first?.sentence == "answer to publish is onStatus NetStream.Publish.Start in A, _result in B")
    }

    @Test("another status is the outcome of one step")
    func refused() throws {
        #expect(
            try sentences { $0.answer = .refusal }.first
                == "decisive: answer to publish is onStatus NetStream.Publish.Start in A, "
                + "onStatus NetStream.Publish.BadName in B")
    }

    @Test("where one session waits in vain, that is one difference, and it says for how long")
    func hang() throws {
        let found = try differences {
            $0.answer = .none
            $0.hasMedia = false
            $0.silence = 8000
        }
        #expect(found.map(\.kind) == [.stops])
        #expect(
            found.first?.sentence
                == "B stops after publish (nothing for 8.00 s, then deleteStream comes); A goes on with answer to publish "
                + "(onStatus NetStream.Publish.Start), onMetaData, audio sequence header, audio")
    }

    @Test("a capture that ends right behind a call does not show that it was not answered")
    func cutShort() throws {
        let found = try differences {
            $0.answer = .none
            $0.hasMedia = false
            $0.silence = 0
            $0.closes = false
        }
        #expect(found == [])
    }

    @Test("a capture that goes on behind a call that nobody answers shows that")
    func stillOpen() throws {
        var script = PublishScript()
        script.answer = .none
        script.hasMedia = false
        script.closes = false
        // Something of another connection, later.
        var other = PublishScript()
        other.clientPort = 50_001
        let records =
            script.records() + other.records().map { .init($0.bytes, at: $0.time + 9_000_000_000) }
        let comparison = SessionComparison(try Compared.session(PublishScript()), try Compared.session(records))
        #expect(comparison.firstThatMatters?.kind == .stops)
        #expect(comparison.firstThatMatters?.note?.hasSuffix("then the capture ends") == true)
    }

    // MARK: Order

    @Test("a call that comes later is moved, not missing and new")
    func order() throws {
        #expect(
            try sentences { $0.fcPublishComesLate = true } == [
                "telling: FCPublish comes after connect in A, after publish in B"
            ])
    }

    @Test("a client that does not wait for the answer to connect is told apart by the first call that does not")
    func waiting() throws {
        #expect(
            try sentences { $0.waits = false } == [
                "telling: FCPublish waits for the answer to connect in A, does not wait in B"
            ])
    }

    // MARK: Fields

    @Test("what connect offers tells; what software it is does not")
    func fields() throws {
        let found = try sentences {
            $0.connectObject[1].1 = .string("LNX 9,0,124,2")
            $0.connectObject.append(("fourCcList", .strictArray([.string("hvc1")])))
        }
        #expect(
            found == [
                "telling: fourCcList of connect is only in B: [\"hvc1\"]",
                "minor: flashVer of connect is \"FMLE/3.0\" in A, \"LNX 9,0,124,2\" in B",
            ])
    }

    @Test("another stream name is one minor difference of all calls that say it; a query in it tells")
    func names() throws {
        #expect(
            try sentences { $0.name = "other" } == [
                "minor: name of FCPublish, publish is \"cam\" in A, \"other\" in B"
            ])
        #expect(try differences { $0.name = "cam?key=1" }.map(\.weight) == [.telling])
    }

    @Test("a missing call is only in one")
    func lone() throws {
        #expect(try sentences { $0.hasFCPublish = false } == ["telling: FCPublish is only in A: name \"cam\""])
    }

    // MARK: Chunks and identifiers

    @Test("another csid, another chunk size")
    func chunking() throws {
        #expect(
            try sentences { $0.statusCSID = 4 } == ["telling: csid of answer to publish is 5 in A, 4 in B"])
        #expect(
            try sentences { $0.chunkSize = 60_000 } == ["telling: set chunk size is 4096 in A, 60000 in B"])
    }

    @Test("a transaction id that counts on is none; one on a status that has to be 0 is")
    func transactions() throws {
        #expect(try sentences { $0.publishTransaction = 6 } == [])
        #expect(
            try sentences { $0.statusTransaction = 5 } == [
                "telling: transaction of answer to publish is 0 in A, 5 in B"
            ])
    }

    @Test("a server that counts streams from 5 is none; to publish on a stream that nobody gave is")
    func streams() throws {
        #expect(
            try sentences {
                $0.givenStream = 5
                $0.usedStream = 5
            } == [])
        let found = try differences { $0.givenStream = 5 }
        let publish = found.first { $0.subjects.contains("publish") }
        #expect(publish?.kind == .identifier)
        #expect(publish?.sentence.contains("is 1 (as given) in A, 1 (not given) in B") == true)
    }

    // MARK: Time

    @Test("an answer that takes seconds is told; one that takes fifty times nothing is not")
    func latency() throws {
        #expect(try sentences { $0.connectLatency = 60 } == [])
        let found = try differences { $0.connectLatency = 5000 }
        #expect(found.map(\.kind) == [.timing])
        #expect(found.first?.weight == .telling)
    }

    // MARK: What captures do not have

    @Test("what a capture of one side does not have is no difference, and said first")
    func oneSided() throws {
        var script = PublishScript()
        script.seesServer = false
        let comparison = try Compared.comparison(PublishScript(), script)
        #expect(comparison.firstThatMatters == nil)
        #expect(comparison.remarks[1].contains("nothing of what the server sent is in the capture"))
        #expect(comparison.remarks[0] == [])
        #expect(comparison.rows.contains { $0.isExcused })
    }

    @Test("how a session ends that was still open when the capture ended is not known")
    func openEnd() throws {
        var script = PublishScript()
        script.closes = false
        let comparison = try Compared.comparison(PublishScript(), script)
        #expect(!comparison.differences.contains { $0.weight > .trivial })
        #expect(comparison.remarks[1] == ["the connection was still open when the capture ended"])
    }
}
