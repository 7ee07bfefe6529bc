import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of parameter sets inside the stream, and of clocks that drift")
struct ParameterSetRuleTests {
    /// SPS: Baseline 3.0, 160×96; PPS 0.
    private static let sps = hex("6742c01e da0a0d b0")
    private static let pps = hex("68ce3c80")
    /// The same at level 3.1.
    private static let otherSPS = hex("6742c01f da0a0d b0")
    private static let otherPPS = hex("68ce3c81")
    private static let slice = hex("6588")

    /// AVCDecoderConfigurationRecord with lengths of four bytes.
    private static func header(_ sps: [UInt8], _ pps: [UInt8]) -> [UInt8] {
        hex("1700 000000 01 42c01e ff e1") + [0, UInt8(sps.count)] + sps + [1, 0, UInt8(pps.count)] + pps
    }

    /// A key frame of units, each behind its length.
    private static func frame(_ units: [UInt8]...) -> [UInt8] {
        hex("1701 000000") + units.flatMap { [0, 0, 0, UInt8($0.count)] + $0 }
    }

    private static func findings(_ messages: [UInt8]...) -> [Finding] {
        let session = BuiltSession.make(.published()) { session in
            for (index, message) in messages.enumerated() { session.video(at: UInt32(index) * 40, message) }
        }
        return RuleHarness.findings(in: session, scansFrames: true).of("parameter-sets-in-band")
    }

    @Test("an SPS in a frame that the sequence header does not have is a warning, once")
    func changed() throws {
        let findings = Self.findings(
            Self.header(Self.sps, Self.pps), Self.frame(Self.slice), Self.frame(Self.otherSPS, Self.pps, Self.slice),
            Self.frame(Self.otherSPS, Self.pps, Self.slice))
        #expect(findings.map(\.severity) == [.warning], "\(findings.lines)")
        #expect(
            findings.first?.text
                == "video: a frame brings SPS that the sequence header does not have, and no new sequence header came")
    }

    @Test("another PPS alone is a note")
    func pps() {
        let findings = Self.findings(Self.header(Self.sps, Self.pps), Self.frame(Self.otherPPS, Self.slice))
        #expect(findings.map(\.severity) == [.note], "\(findings.lines)")
    }

    @Test("the sequence header's own sets may be repeated in frames, zeros of a start code behind them or not")
    func repeated() {
        let findings = Self.findings(
            Self.header(Self.sps, Self.pps), Self.frame(Self.sps, Self.pps, Self.slice),
            Self.frame(Self.sps + [0], Self.pps, Self.slice))
        #expect(findings.isEmpty, "\(findings.lines)")
    }

    @Test("new sets are right behind a new sequence header")
    func announced() {
        let findings = Self.findings(
            Self.header(Self.sps, Self.pps), Self.frame(Self.slice), Self.header(Self.otherSPS, Self.pps),
            Self.frame(Self.otherSPS, Self.pps, Self.slice))
        #expect(findings.isEmpty, "\(findings.lines)")
    }

    @Test("without sets in the sequence header there is nothing to compare with")
    func unknown() {
        #expect(Self.findings(Sample.avcHeader, Self.frame(Self.sps, Self.pps, Self.slice)).isEmpty)
    }

    /// A publisher of 80 seconds whose sound and picture advance by so many ms for each 100 ms of time.
    private static func clocks(sound: Double, picture: Double) -> [Finding] {
        let session = BuiltSession.make(.published()) { session in
            session.audio(Sample.aacHeader)
            session.video(Sample.avcHeader)
            for index in 0..<800 {
                session.audio(at: UInt32(Double(index) * sound), Sample.aacFrame)
                session.video(at: UInt32(Double(index) * picture), index % 10 == 0 ? Sample.avcKey : Sample.avcInter)
                // Two packets take two milliseconds.
                session.wait(seconds: 0.098)
            }
            session.goodbye()
        }
        return RuleHarness.findings(in: session).of("clock-drift")
    }

    @Test("sound and picture that drift apart are a warning with what an hour makes of it")
    func apart() {
        let findings = Self.clocks(sound: 100, picture: 100.2)
        let text = "the sound's timestamps run 0.2 % slower than the picture's: 7.2 s apart after an hour"
        #expect(findings.map(\.text) == [text])
        #expect(findings.first?.severity == .warning)
    }

    @Test("both running faster than time are a warning")
    func fast() {
        #expect(
            Self.clocks(sound: 101, picture: 101).map(\.text) == ["the audio's timestamps run 1 % faster than time"])
    }

    @Test("clocks that keep time, or nearly, have no finding", arguments: [100, 100.05])
    func right(step: Double) { #expect(Self.clocks(sound: step, picture: 100).isEmpty) }
}
