import Dissection
import TestSupport
import Testing

/// Calls and answers, streams and names, by built sessions.
@Suite struct ConversationTests {
    private static func session(_ body: (inout BuiltConnection) -> Void) -> Dissected {
        var connection = BuiltConnection()
        connection.handshake()
        body(&connection)
        connection.close(.client)
        return Dissected(connection)
    }

    // Each packet is a millisecond behind the one before it.

    @Test("results and errors answer the call with their transaction id, whatever their order")
    func transactions() {
        let dissected = Self.session { session in
            session.command(.client, "connect", 1, [.object([("app", .string("live"))])])
            session.command(.client, "releaseStream", 2, [.null, .string("cam")])
            session.command(.client, "createStream", 3)
            session.command(.server, "_result", 3, [.null, .number(1)])
            session.wait(milliseconds: 20)
            session.command(.server, "_error", 2, [.null, .object([("code", .string("NetConnection.Call.Failed"))])])
            session.command(.server, "_result", 1)
        }
        #expect(
            dissected.answers == [
                "_result → createStream #3 1 ms", "_error → releaseStream #2 23 ms", "_result → connect #1 25 ms",
            ])
        #expect(dissected.ends.first?.unanswered.isEmpty == true)
        #expect(dissected.ends.first?.failures == ["NetConnection.Call.Failed"])
    }

    @Test("the same transaction id used again answers the older call first; a surplus answer answers nothing")
    func repeatedTransactions() {
        let dissected = Self.session { session in
            session.command(.client, "first", 7)
            session.command(.client, "second", 7)
            session.command(.server, "_result", 7)
            session.command(.server, "_result", 7)
            session.command(.server, "_result", 7)
        }
        #expect(dissected.answers == ["_result → first #1 2 ms", "_result → second #2 2 ms"])
    }

    @Test("each side has its own transaction ids")
    func bothDirections() {
        let dissected = Self.session { session in
            session.command(.client, "connect", 1)
            session.command(.server, "onBWCheck", 1)
            session.command(.client, "_result", 1)
            session.command(.server, "_result", 1)
        }
        #expect(dissected.answers == ["_result → onBWCheck #1 1 ms", "_result → connect #1 3 ms"])
    }

    @Test("onStatus answers publish and play by stream, also without transaction ids")
    func statuses() {
        let dissected = Self.session { session in
            session.command(.client, "publish", 0, [.null, .string("a"), .string("live")], stream: 1)
            session.command(.client, "play", 5, [.null, .string("b")], stream: 2)
            session.status("NetStream.Play.Reset", stream: 2)
            session.status("NetStream.Play.Start", stream: 2)
            session.status("NetStream.Publish.BadName", level: "error", stream: 1)
        }
        #expect(dissected.answers == ["onStatus → play #2 1 ms", "onStatus → publish #1 4 ms"])
        #expect(dissected.ends.first?.failures == ["NetStream.Publish.BadName: words"])
    }

    @Test("a status on stream 0 answers the call of its verb, and introduces that call's stream")
    func statusOnStreamZero() {
        let dissected = Self.session { session in
            session.connect()
            session.command(.client, "publish", 5, [.null, .string("cam"), .string("live")], stream: 1)
            session.status("NetStream.Publish.Start", stream: 0)
        }
        #expect(dissected.answers.last == "onStatus → publish #3 1 ms")
        #expect(dissected.introductions.map(\.identity.path) == ["live/cam"])
    }

    @Test("calls without an answer are listed in their order; those that never get one are not")
    func unanswered() {
        let dissected = Self.session { session in
            session.command(.client, "FCPublish", 3, [.null, .string("cam")])
            session.command(.server, "onBWCheck", 4)
            session.command(.client, "publish", 0, [.null, .string("cam")], stream: 1)
            for (name, id) in [
                ("deleteStream", 5.0), ("closeStream", 0), ("onBWDone", 6), ("_result", 77), ("custom", 0),
            ] {
                session.command(.client, name, id)
            }
        }
        let calls = dissected.ends.first?.unanswered ?? []
        #expect(calls.map(\.name) == ["FCPublish", "onBWCheck", "publish"])
        #expect(calls.map(\.direction) == [.clientToServer, .serverToClient, .clientToServer])
        #expect(calls.map(\.index) == [1, 1, 2])
    }

    @Test("calls are remembered up to a bound, the oldest forgotten first")
    func manyCalls() {
        let dissected = Self.session { session in
            for id in 1...1200 { session.command(.client, "f", Double(id)) }
            session.command(.server, "_result", 1)
            session.command(.server, "_result", 1200)
        }
        #expect(dissected.answers.count == 1)
        #expect(dissected.ends.first?.unanswered.count == 1023)
    }

    @Test("streams have the role, the name and the app that publish, play and connect gave them")
    func streams() {
        let dissected = Self.session { session in
            session.connect([("app", .string("live?x=1")), ("tcUrl", .string("rtmp://h/live?x=1"))])
            session.command(.client, "publish", 3, [.null, .string("cam?key=secret"), .string("live")], stream: 1)
            session.command(.client, "play", 4, [.null, .string("other")], stream: 2)
            session.status("NetStream.Publish.Start", stream: 1)
            session.message(.server, type: 8, stream: 2, [0xaf, 1, 0x21])
        }
        let end = dissected.ends.first
        #expect(end?.streams.map(\.identity.role) == [.publish, .play])
        #expect(end?.streams.map(\.identity.name) == ["cam?key=secret", "other"])
        #expect(end?.streams.map(\.identity.path) == ["live/cam", "live/other"])
        #expect(end?.streams.map(\.isStarted) == [true, true])
        #expect(end?.app == "live?x=1")
        #expect(end?.tcURL?.host == "h")
        // Introduced once each: by the status, by the first frame.
        #expect(dissected.introductions.map(\.identity.id) == [1, 2])
        // Messages on the stream know it.
        #expect(dissected.messages.last?.message.stream?.name == "other")
    }

    @Test("the name is found without a command object, and play2 names the stream it switches to")
    func oddArguments() {
        let dissected = Self.session { session in
            session.command(.client, "publish", 3, [.string("bare")], stream: 1)
            session.command(.client, "play", 4, [.null, .string("low")], stream: 2)
            session.command(
                .client, "play2", 0,
                [.null, .object([("streamName", .string("high")), ("transition", .string("switch"))])], stream: 2)
            session.command(.client, "publish", 5, [.null], stream: 3)
            session.command(.client, "play2", 0, [], stream: 4)
        }
        #expect(dissected.ends.first?.streams.map(\.identity.name) == ["bare", "high"])
    }

    @Test("a command without a transaction id or a name is shown and answers nothing")
    func brokenCommands() {
        let dissected = Self.session { session in
            session.message(.client, type: 20, AMF0Bytes.all([.string("connect")]))
            session.message(.client, type: 20, AMF0Bytes.all([.number(1)]))
            session.message(.client, type: 20, [])
            session.message(.client, type: 20, AMF0Bytes.all([.string("call"), .number(.nan), .null]))
            session.message(.server, type: 20, AMF0Bytes.all([.string("_result")]))
            session.command(.server, "_result", .nan)
        }
        #expect(dissected.messages.count == 6)
        #expect(dissected.answers.isEmpty)
    }

    @Test("the last words of each side are the command, with its status where it has one")
    func lastWords() {
        let dissected = Self.session { session in
            session.connect()
            session.command(.client, "deleteStream", 3)
            session.status("NetStream.Unpublish.Success")
        }
        #expect(dissected.ends.first?.lastWords == ["deleteStream", "onStatus NetStream.Unpublish.Success"])
    }

    @Test("a clock that goes back between call and answer makes no negative latency")
    func clockBack() {
        var connection = BuiltConnection()
        connection.handshake()
        connection.command(.client, "connect", 1)
        connection.time -= 500_000_000
        connection.command(.server, "_result", 1)
        #expect(Dissected(connection.records, sorted: false).answers == ["_result → connect #1 0 ms"])
    }
}
