/// Words that most flows say, each of which is then kept as one byte.
///
/// Nothing is decided by what stands here, so that the order is free and a missing word only takes its own room.
enum Vocabulary {
    static let words: [String] =
        commands + statusCodes + properties + metadataNames + values

    /// The code of a word, which is never 0; `nil` for one that has none. The same bytes, not the same characters.
    static func code(of word: some BidirectionalCollection<UInt8>) -> UInt8? {
        guard let place = place(of: word) else { return nil }
        return codes[place].first { bytes[Int($0) - 1].elementsEqual(word) }
    }

    static func word(_ code: UInt8) -> String { words[Int(code) - 1] }

    private static let bytes = words.map { Array($0.utf8) }

    /// By what is seen at once of a word; few share a place.
    private static let codes: [[UInt8]] = {
        var codes = [[UInt8]](repeating: [], count: 256)
        for (index, word) in bytes.enumerated() {
            if let place = place(of: word) { codes[place].append(UInt8(index + 1)) }
        }
        return codes
    }()

    private static func place(of word: some BidirectionalCollection<UInt8>) -> Int? {
        guard let first = word.first, let last = word.last else { return nil }
        return Int(first &+ last &* 5 &+ UInt8(truncatingIfNeeded: word.count) &* 29)
    }

    private static let commands = [
        "connect", "createStream", "releaseStream", "FCPublish", "FCUnpublish", "FCSubscribe", "publish", "play",
        "play2", "pause", "seek", "deleteStream", "closeStream", "close", "receiveAudio", "receiveVideo",
        "getStreamLength",
        "_checkbw", "_result", "_error", "onStatus", "onBWDone", "onFCPublish", "onFCUnpublish", "onFCSubscribe",
    ]

    private static let statusCodes = [
        "NetConnection.Connect.Success", "NetConnection.Connect.Rejected", "NetConnection.Connect.Closed",
        "NetStream.Publish.Start", "NetStream.Publish.BadName", "NetStream.Unpublish.Success", "NetStream.Play.Start",
        "NetStream.Play.Reset", "NetStream.Play.Stop", "NetStream.Play.StreamNotFound", "NetStream.Play.PublishNotify",
        "NetStream.Play.UnpublishNotify", "NetStream.Data.Start", "NetStream.Pause.Notify",
        "NetStream.Unpause.Notify", "NetStream.Seek.Notify",
    ]

    /// Of `connect` and its answer.
    private static let properties = [
        "app", "type", "flashVer", "tcUrl", "swfUrl", "pageUrl", "fpad", "capabilities", "audioCodecs", "videoCodecs",
        "videoFunction", "objectEncoding", "fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx",
        "supportsGoAway", "fmsVer", "mode", "level", "code", "description", "data", "version", "clientid",
    ]

    private static let metadataNames = [
        "duration", "width", "height", "framerate", "videocodecid", "videodatarate", "audiocodecid", "audiodatarate",
        "audiosamplerate", "audiosamplesize", "audiochannels", "stereo", "encoder", "filesize", "fileSize", "2.1",
        "3.1", "4.0", "4.1", "5.1", "7.1", "major_brand", "minor_version", "compatible_brands", "title", "artist",
        "comment", "date", "creation_time", "copyright", "fps", "displayWidth", "displayHeight", "profile",
        "videoframerate", "videokeyframe_frequency", "avcprofile", "avclevel", "aacaot", "presetname", "author",
        "Server", "server", "server_version", "srs_primary", "srs_authors", "hasVideo", "hasAudio", "hasMetadata",
        "hasKeyframes", "canSeekToEnd", "lasttimestamp", "lastkeyframetimestamp", "metadatacreator",
    ]

    /// Of the properties above, and what `HandshakeFingerprint` says.
    private static let values = [
        "nonprivate", "FMLE/3.0 (compatible; FMSc/1.0)", "LNX 9,0,124,2", "FMS/3,0,1,123", "FMS/3,5,3,888",
        "Connection succeeded.", "FFmpeg", "nginx-rtmp", "librtmp", "isom", "512", "isomiso2avc1mp41", "avc1", "mp4a",
    ]
}
