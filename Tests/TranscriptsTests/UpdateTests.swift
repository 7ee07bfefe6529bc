import TestSupport
import Testing
import Transcripts

/// `--update`: what still holds stays as a person wrote it.
struct UpdateTests {
    @Test("comments, patterns and layout survive; what changed is renewed")
    func survives() throws {
        let golden = try Transcribed.parse(
            """
            # Our ingest.

            flow: publish "live/*"
              ...
              # The name is drawn for each run.
              → publish: type "live"
                  name *  ...
              ← onStatus: code "NetStream.Publish.Start"  level "status"  description *  answers publish  stream 1  csid 5
              ← ? close: csid 3
              · end: by nobody
            # Over.
            """)
        let transcript = Transcribed.transcript(of: Transcribed.publisher())
        let comparison = TranscriptComparison(expected: golden, actual: transcript)
        #expect(comparison.differences == ["changed onStatus: csid"])
        let updated = TranscriptUpdate.golden(from: comparison, parts: golden.parts)
        let text = TranscriptWriter(parts: updated.parts).text(of: updated)
        #expect(
            text == """
                rtmp-dissect transcript 1
                keep usual

                # Our ingest.

                flow: publish "live/*"
                  ...
                  # The name is drawn for each run.
                  → publish: type "live"
                      name *  ...
                  ← onStatus: code "NetStream.Publish.Start"  level "status"  description *  answers publish
                      stream 1  csid 3
                  ← ? close: csid 3
                  · end: by nobody
                # Over.

                """)
        #expect(TranscriptComparison(expected: try TranscriptParser.parse(text), actual: transcript).isSame)
    }

    @Test("an updated golden fits the capture that it was updated to", arguments: Repository.captureNames)
    func fits(capture: String) throws {
        // From the golden of quite another capture.
        let other = try Transcribed.golden(Transcribed.transcript(ofCapture: "mpv-plays-from-nginx.pcap"))
        let transcript = try Transcribed.transcript(ofCapture: capture)
        for parts in [other.parts, Set(TranscriptPart.allCases), [.commands, .status]] {
            let comparison = TranscriptComparison(expected: other, actual: transcript, parts: parts)
            let updated = TranscriptUpdate.golden(from: comparison, parts: parts)
            let text = TranscriptWriter(parts: parts).text(of: updated)
            let again = TranscriptComparison(expected: try TranscriptParser.parse(text), actual: transcript)
            #expect(again.differences.isEmpty)
        }
    }
}
