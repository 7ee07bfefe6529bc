import AMF
import Fields
import Media
import Testing

@Suite("Data messages") struct DataMessageSummaryTests {
    @Test("@setDataFrame stands before the handler that it stores")
    func setDataFrame() {
        let message = DataMessageSummary(
            values: [.string("@setDataFrame"), .string("onMetaData"), Wire.object([("width", .number(640))])])
        #expect(message.title == "@setDataFrame onMetaData" && message.instruction == "@setDataFrame")
        #expect(message.metadata?.width == 640 && message.leading.isEmpty)
        #expect(message.fields.names == ["instruction", "handler", "meaning", "metadata"])
        let clear = DataMessageSummary(values: [.string("@clearDataFrame"), .string("onMetaData")])
        #expect(clear.title == "@clearDataFrame onMetaData" && clear.metadata == nil && clear.text.isEmpty)
        #expect(DataMessageSummary(values: [.string("@setDataFrame")]).name == nil)
    }

    @Test("values before the name are told")
    func leading() {
        let message = DataMessageSummary(
            values: [
                .number(0), .number(1), .string("onMetaData"),
                Wire.object([("width", .number(640)), ("height", .number(360))]),
            ])
        #expect(message.leading.count == 2 && message.name == "onMetaData")
        #expect(message.text == "after 0 1 · 640×360")
    }

    @Test("messages without a name and without values are told")
    func nameless() {
        #expect(DataMessageSummary(values: []).title == "without a name" && DataMessageSummary(values: []).text == "")
        let message = DataMessageSummary(values: [.number(5)])
        #expect(message.title == "without a name" && message.name == nil && message.text == "after 5")
    }

    @Test("|RtmpSampleAccess has two booleans")
    func sampleAccess() {
        let message = DataMessageSummary(values: [.string("|RtmpSampleAccess"), .boolean(true), .boolean(false)])
        #expect(message.text == "audio allowed, video denied")
        #expect(message.fields["audio_access"] == .flag(true) && message.fields["video_access"] == .flag(false))
        #expect(DataMessageSummary(values: [.string("|RtmpSampleAccess"), .number(1)]).text == "1")
    }

    @Test("known handlers show the properties that matter")
    func handlers() {
        func text(_ name: String, _ members: [(String, AMFValue)]) -> String {
            DataMessageSummary(values: [.string(AMFText(name)), Wire.object(members)]).text
        }
        #expect(
            text("onFI", [("sd", .string("21-11-2026")), ("st", .string("01:02:03.004"))])
                == "sd \"21-11-2026\"  st \"01:02:03.004\"")
        #expect(
            text("onTextData", [("language", .string("eng")), ("text", .string("hi\u{1B}"))])
                == "text \"hi\\u{1b}\"  language \"eng\"")
        #expect(
            text("onCuePoint", [("name", .string("ad")), ("time", .number(3)), ("type", .string("event"))])
                == "name \"ad\"  time 3  type \"event\"")
        #expect(text("onXMPData", [("liveXML", .string("<x/>"))]) == "liveXML \"<x/>\"")
        #expect(text("onCaptionInfo", [("x", .number(1))]) == "{x 1}")
        #expect(text("somebodysOwn", [("x", .number(1))]) == "{x 1}")
    }

    @Test("a play status has its object behind a null")
    func playStatus() {
        let status = Wire.object([
            ("level", .string("status")), ("code", .string("NetStream.Play.Complete")), ("duration", .number(12.5)),
        ])
        let message = DataMessageSummary(values: [.string("onPlayStatus"), .null, status])
        #expect(message.text == "level \"status\"  code \"NetStream.Play.Complete\"  duration 12.5")
        #expect(message.meaning == "play status")
    }

    /// splice_insert, event 0x4800008F, out of network, PTS 0x07369C02E, 60.29 s: the example of SCTE 35 § 14.2.
    static let insert = "/DAvAAAAAAAA///wFAVIAACPf+/+c2nALv4AUsz1AAAAAAAKAAhDVUVJAAABNWLbowo="
    /// time_signal, PTS 0x072BD0050: the example of SCTE 35 § 14.1.
    static let signal = "/DA0AAAAAAAA///wBQb+cr0AUAAeAhxDVUVJSAAAjn/PAAGlmbAICAAAAAAsoKGKNAIAmsnRfg=="

    @Test("an SCTE-35 section is found as base64 and as bytes")
    func splice() throws {
        let message = DataMessageSummary(
            values: [.string("onSCTE35"), Wire.object([("cue", .string(AMFText(Self.insert)))])])
        let splice = try #require(message.splice)
        #expect(splice.commandName == "splice_insert" && splice.eventID == 0x4800_008F && splice.isOutOfNetwork == true)
        #expect(splice.time == 0x7369_C02E && splice.duration == 0x52CCF5 && splice.problem == nil)
        #expect(
            splice.summary == "SCTE-35 splice_insert event 1207959695 out of network, PTS 21514.559 s, for 60.294 s")
        let signal = DataMessageSummary(values: [.string("onAdCue"), .string(AMFText(Self.signal))])
        #expect(signal.splice?.commandName == "time_signal" && signal.splice?.time == 0x72BD_0050)
        let bytes = DataMessageSummary(
            values: [.string("onUserDataEvent"), .bytes(Wire.bytes("fc 3011 00 00 00000000 00 fff000 00"))])
        #expect(bytes.splice?.commandName == "splice_null")
    }

    @Test("a section cut at any byte or with any byte changed reads without trap")
    func brokenSplice() {
        let whole = Wire.bytes("fc 302f 00 00 00000000 ff fff014 05 4800008f 7fef fe7369c02e fe0052ccf5 0000 00 00")
        for count in 0...whole.count {
            let message = DataMessageSummary(values: [.string("onSCTE35"), .bytes(Array(whole.prefix(count)))])
            #expect((message.splice == nil) == (count == 0))
            _ = (message.text, message.fields)
        }
        var bytes = whole
        for index in bytes.indices {
            let byte = bytes[index]
            for other in UInt8.min...UInt8.max {
                bytes[index] = other
                _ = DataMessageSummary(values: [.string("onSCTE35"), .bytes(bytes)]).text
            }
            bytes[index] = byte
        }
    }

    @Test("text that is no section is shown as it is")
    func noSplice() {
        #expect(DataMessageSummary(values: [.string("onSCTE35"), .string("AAAA")]).text == "\"AAAA\"")
        #expect(DataMessageSummary(values: [.string("onSCTE35"), .string("not base64!")]).splice == nil)
        #expect(DataMessageSummary(values: [.string("onSCTE35"), .string("/DA=A")]).splice == nil)
    }
}
