import Diagnostics
import Testing
import TestSupport

/// Every finding above a note in the repository's captures, with the reason why it is true. What is not listed here
/// is a false alarm, or a discovery: either way somebody has to look.
@Suite("Findings in the repository's captures")
struct CaptureFindingsTests {
    /// Why a finding in a capture is right, by the capture's name without its ending.
    private static let argued: [String: [String: String]] = [
        "capture-lost-twenty-packets": [
            "capture-gap": "twenty packets were deleted from the capture; the receivers acknowledged what they held"
        ],
        "client-stops-after-the-handshake": [
            "ping-unanswered": "the server asked, and the client was dead by then"
        ],
        "ffmpeg-finds-no-stream": [
            "request-refused": "NetStream.Play.StreamNotFound for a file that does not exist"
        ],
        "ffmpeg-is-refused-by-srs": [
            "call-unanswered": "SRS closed on createStream because it has no such virtual host"
        ],
        "ffmpeg-publishes-av1-and-opus-to-ffmpeg": ["transaction-id-missing": listeningFFmpeg],
        "ffmpeg-publishes-four-tracks-to-ffmpeg": ["transaction-id-missing": listeningFFmpeg],
        "ffmpeg-publishes-hdr10-hevc-to-ffmpeg": ["transaction-id-missing": listeningFFmpeg],
        "ffmpeg-publishes-opus-5.1-to-ffmpeg": ["transaction-id-missing": listeningFFmpeg],
        "ffmpeg-publishes-in-cut-packets": [
            "capture-cut-packets": "every packet was cut to 100 bytes"
        ],
        "gstreamer-finds-no-application": [
            "call-unanswered": "nginx-rtmp closed on connect because it has no such application"
        ],
        "librtmp-uses-long-chunk-stream-ids-to-srs": [
            "chunk-stream-id-high": "chunk streams 70, 400 and 65599, which nginx-rtmp refuses"
        ],
        "node-media-server-denies-publishing": [
            "silent-rejection": "Publish.Start, and the connection closed 2 ms later"
        ],
        "openssl-speaks-tls-to-nginx": ["capture-without-rtmp": "TLS is all that is in it"],
        "second-publisher-gets-badname": ["publish-bad-name": "the second publisher of the same name"],
        "tcserver-aborts-for-a-slow-player": [
            "message-aborted": "tcserver discards a begun video frame because the line is too slow"
        ],
        "tcserver-rejects-ffmpeg-without-a-token": ["request-refused": "connect without the token it wants"],
        "two-clients-share-objects-at-crtmpserver": [
            "call-unanswered": "both clients ask for a stream that the server never speaks of"
        ],
    ]

    private static let listeningFFmpeg = "a listening FFmpeg leaves the transaction id out of its onFCPublish"

    /// Whole captures and those whose ends are missing.
    private static let names = Repository.captureNames.filter { !$0.contains("truncated-file") }

    @Test("all findings above a note are argued", arguments: names)
    func argued(name: String) throws {
        let findings = try RuleHarness.findings(inCapture: name).serious
        let expected = Self.argued[Repository.stem(name)] ?? [:]
        #expect(Set(findings.map(\.rule)) == Set(expected.keys), "\(findings.lines)")
    }

    @Test("no argument is left over from a capture or a rule that is gone")
    func current() {
        let stems = Set(Repository.captureNames.map(Repository.stem))
        for (capture, findings) in Self.argued {
            #expect(stems.contains(capture))
            for (rule, why) in findings {
                #expect(RuleTable.named(rule) != nil, "\(rule)")
                #expect(!why.isEmpty)
            }
        }
    }

    /// Secrets must not get into findings by way of what they quote.
    @Test("no finding quotes the answer to a challenge")
    func secrets() throws {
        for finding in try RuleHarness.findings(inCapture: "ffmpeg-authenticates-at-crtmpserver.pcap") {
            #expect(!finding.text.contains("response="), "\(finding.text)")
        }
    }
}
