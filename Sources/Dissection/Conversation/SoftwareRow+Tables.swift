// The first row whose traits all hold names the program, so what is surest stands first. `encoder` alone proves
// little: relays pass on the metadata of the publisher.

extension SoftwareRow {
    static let clients: [SoftwareRow] = [
        // Relays, known by their own connect.
        SoftwareRow(
            "nginx-rtmp (relay)", .keys(["app", "tcUrl", "pageUrl", "swfUrl", "flashVer"]),
            .number("audioCodecs", 3575)),
        SoftwareRow("nginx-rtmp (relay)", .begins(.flashVer, "LNX.11,1,102,55")),
        SoftwareRow("SRS *", .handshake("SRS "), version: (.handshake, behind: "SRS ")),
        SoftwareRow("SRS *", version: (.srsVersion, behind: "")),
        SoftwareRow(
            "SRS or modelled on it", .begins(.flashVer, "WIN 15,0,0,239"), .number("capabilities", 239),
            .number("audioCodecs", 3575)),
        SoftwareRow("lal *", .contains(.flashVer, "compatible; lal"), version: (.flashVer, behind: "compatible; lal")),
        SoftwareRow("lal *", .handshake("lal "), version: (.handshake, behind: "lal ")),
        SoftwareRow(
            "rtmfp-cpp",
            .keys(["app", "audioFourCcInfoMap", "capsEx", "objectEncoding", "tcUrl", "videoFourCcInfoMap"])),

        // Programs built on librtmp, whose rand() is not seeded; OBS seeds it.
        SoftwareRow(
            "OBS Studio *", .key("supportsGoAway"), version: (.encoder, behind: "libobs version ")),
        SoftwareRow("OBS Studio", .key("supportsGoAway")),
        SoftwareRow(
            "OBS Studio *", .strangeHandshake, .begins(.flashVer, "FMLE/3.0 (compatible; FMSc/1.0)"),
            version: (.encoder, behind: "libobs version ")),
        SoftwareRow(
            "GStreamer * (rtmpsink, librtmp)", .handshake("librtmp"), version: (.encoder, behind: "GStreamer ")),
        SoftwareRow(
            "ffmpeg with librtmp (Lavf*)", .handshake("librtmp"), version: (.flashVer, behind: "Lavf")),
        SoftwareRow("librtmp (rtmpdump…)", .handshake("librtmp")),
        SoftwareRow(
            "librtmp (rtmpdump…)", .noHandshake, .begins(.flashVer, "LNX 10,0,32,18"), .number("audioCodecs", 3191)),

        // GStreamer's own client has librtmp's flashVer, another handshake and other codecs.
        SoftwareRow(
            "GStreamer * (rtmp2)", .number("releaseStream", 0), .begins(.flashVer, "LNX 10,0,32,18"),
            version: (.encoder, behind: "GStreamer ")),
        SoftwareRow("GStreamer rtmp2", .number("releaseStream", 0), .begins(.flashVer, "LNX 10,0,32,18")),
        SoftwareRow("GStreamer rtmp2", .begins(.flashVer, "LNX 10,0,32,18"), .number("audioCodecs", 4071)),
        SoftwareRow("GStreamer rtmp2", .strangeHandshake, .begins(.flashVer, "LNX 10,0,32,18")),

        // FFmpeg's C1 is always the same, so who has another one only speaks like it. Players (ffplay, mpv, VLC) say
        // no more than that they are built on it.
        SoftwareRow(
            "ffmpeg (Lavf*)", .handshake("FFmpeg"), .contains(.flashVer, "Lavf"), version: (.flashVer, behind: "Lavf")),
        SoftwareRow("ffmpeg (Lavf*)", .handshake("FFmpeg"), version: (.encoder, behind: "Lavf")),
        SoftwareRow("modelled on ffmpeg", .handshake("FFmpeg or modelled on it")),
        SoftwareRow("ffmpeg (libavformat)", .handshake("FFmpeg"), .key("app")),
        SoftwareRow("ffmpeg or modelled on it", .handshake("FFmpeg")),
        SoftwareRow("ffmpeg (Lavf*)", .noHandshake, version: (.flashVer, behind: "Lavf")),
        SoftwareRow("modelled on ffmpeg (Lavf*)", version: (.flashVer, behind: "Lavf")),
        SoftwareRow(
            "ffmpeg or modelled on it", .begins(.flashVer, "LNX 9,0,124,2"), .number("audioCodecs", 4071)),

        // What is left says who it is, or is a Flash Player.
        SoftwareRow(
            "Flash Media Live Encoder or modelled on it", .begins(.flashVer, "FMLE/"),
            .contains(.flashVer, "compatible; FMSc")),
        SoftwareRow("%", version: (.flashVer, behind: "compatible; ")),
        SoftwareRow("Flash Media Live Encoder or modelled on it", .begins(.flashVer, "FMLE/")),
        SoftwareRow(
            "Flash Player * or modelled on it", .begins(.flashVer, "WIN "), version: (.flashVer, behind: "WIN ")),
        SoftwareRow(
            "Flash Player * or modelled on it", .begins(.flashVer, "MAC "), version: (.flashVer, behind: "MAC ")),
        SoftwareRow(
            "Flash Player * or modelled on it", .begins(.flashVer, "LNX "), version: (.flashVer, behind: "LNX ")),
        SoftwareRow("%", version: (.flashVer, behind: "")),
        SoftwareRow("%", version: (.handshake, behind: "")),
        SoftwareRow("OBS Studio * by its metadata", version: (.encoder, behind: "libobs version ")),
        SoftwareRow("% by its metadata", version: (.encoder, behind: "")),
    ]

    static let servers: [SoftwareRow] = [
        SoftwareRow("SRS *", version: (.srsVersion, behind: "")),
        SoftwareRow("SRS *", version: (.srsServer, behind: "SRS/")),
        SoftwareRow("SRS *", .handshake("SRS "), version: (.handshake, behind: "SRS ")),
        SoftwareRow("lal *", .handshake("lal "), version: (.handshake, behind: "lal ")),
        SoftwareRow("lal *", .begins(.fmsVer, "FMS/3,0,1,123"), version: (.version, behind: "")),
        SoftwareRow("crtmpserver", .handshake("crtmpserver")),
        SoftwareRow("Node-Media-Server", .handshake("Node-Media-Server")),
        SoftwareRow("rtmfp-cpp", .key("serverFingerprint"), .key("connectionID")),
        // rtmpsrv and rtmpdump draw the same numbers, so that its S1 can be rtmpdump's C1 to the last byte.
        SoftwareRow("librtmp's rtmpsrv", .begins(.fmsVer, "FMS/3,5,1,525"), .handshake("nginx-rtmp")),
        SoftwareRow("librtmp's rtmpsrv", .handshake("librtmp")),
        SoftwareRow("ffmpeg (listening)", .number("onBWDone", 8192), .begins(.fmsVer, "FMS/3,0,1,123")),
        SoftwareRow("pyrtmp", .begins(.fmsVer, "FMS/3,0,123"), .begins(.description, "Connection succeeds")),
        SoftwareRow(
            "nginx-rtmp", .handshake("nginx-rtmp"), .begins(.fmsVer, "FMS/3,0,1,123"), .number("capabilities", 31),
            .begins(.description, "Connection succeeded.")),
        SoftwareRow("nginx-rtmp or modelled on it", .handshake("nginx-rtmp")),
        SoftwareRow("ffmpeg (listening)", .handshake("FFmpeg, listening")),
        SoftwareRow("SRS or modelled on it", .begins(.fmsVer, "FMS/3,5,3,888"), .key("mode")),
        SoftwareRow("Red5 *", version: (.fmsVer, behind: "RED5/")),
        SoftwareRow("MediaMTX or modelled on it", .begins(.fmsVer, "LNX 9,0,124,2")),
        SoftwareRow("Wowza or modelled on it", .begins(.fmsVer, "FMS/3,5,7,7009"), .key("mode")),
        SoftwareRow(
            "nginx-rtmp or modelled on it", .noHandshake, .begins(.fmsVer, "FMS/3,0,1,123"),
            .begins(.description, "Connection succeeded.")),
        SoftwareRow("Flash Media Server * or modelled on it", version: (.fmsVer, behind: "FMS/")),
        SoftwareRow("%", version: (.fmsVer, behind: "")),
        SoftwareRow("%", version: (.handshake, behind: "")),
    ]
}
