import Foundation
import Renderings
import TestSupport
import Testing

/// The programs that made the captures are known: guesses at them must be right.
@Suite struct SoftwareOfCapturesTests {
    @Test(
        "the programs of a capture are named",
        arguments: [
            ("obs-publishes-to-nginx.pcap", "OBS Studio 29.0.2", "nginx-rtmp"),
            ("ffmpeg-publishes-to-nginx.pcap", "ffmpeg (Lavf59.27.100)", "nginx-rtmp"),
            ("vlc-publishes-to-nginx.pcap", "ffmpeg (Lavf59.27.100)", "nginx-rtmp"),
            ("mpv-plays-from-nginx.pcap", "ffmpeg (libavformat)", "nginx-rtmp"),
            ("rtmpdump-plays-beyond-24-bits.pcap", "librtmp (rtmpdump…)", "nginx-rtmp"),
            ("librtmp-sends-amf3-to-srs.pcap", "librtmp (rtmpdump…)", "SRS 7.0.18"),
            ("librtmp-sends-amf3-to-lal.pcap", "librtmp (rtmpdump…)", "lal 0.37.4"),
            ("ffmpeg-publishes-opus-5.1-to-ffmpeg.pcap", "ffmpeg (Lavf63.1.102)", "ffmpeg (listening)"),
            ("node-media-server-denies-publishing.pcap", "ffmpeg (Lavf59.27.100)", "Node-Media-Server"),
            ("ffmpeg-authenticates-at-crtmpserver.pcap", "ffmpeg (Lavf59.27.100)", "crtmpserver"),
            ("tcserver-aborts-for-a-slow-player.pcap", "ffmpeg (libavformat)", "rtmfp-cpp"),
            ("gstreamer-finds-no-application.pcap", "GStreamer rtmp2", "nginx-rtmp or modelled on it"),
        ])
    func names(capture: String, client: String, server: String) throws {
        let events = try Rendered.objects(Rendered.output(ofCapture: capture, JSONLinesRenderer()))
        let pairs = events.filter { $0["event"] as? String == "flow_end" }
            .map { "\($0["client_software"] ?? "?") → \($0["server_software"] ?? "?")" }
        #expect(pairs.contains("\(client) → \(server)"), "\(pairs)")
    }
}
