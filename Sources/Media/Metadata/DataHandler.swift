/// The handler that a data message names in its first value: one line for each that we can say more about.
struct DataHandler: Sendable {
    var name: String
    /// What it is for, in words.
    var meaning: String
    /// The properties of its argument that a reader wants to see, in this order.
    var properties: [String] = []
    /// Whether an SCTE-35 section may stand in its argument.
    var maySplice = false

    static func named(_ name: String) -> DataHandler? { table.first { $0.name == name } }

    /// Those of Adobe's servers and encoders, and the vendors' marks for advertisements.
    private static let table: [DataHandler] = [
        Self(name: "onMetaData", meaning: "stream metadata"),
        Self(name: "|RtmpSampleAccess", meaning: "whether players may read samples"),
        Self(name: "onStatus", meaning: "status", properties: ["level", "code", "description", "details"]),
        Self(
            name: "onPlayStatus", meaning: "play status",
            properties: ["level", "code", "duration", "bytes", "description", "details"]),
        Self(name: "onTextData", meaning: "timed text", properties: ["text", "language", "lang", "trackid"]),
        Self(
            name: "onCuePoint", meaning: "cue point", properties: ["name", "time", "type", "parameters"],
            maySplice: true),
        Self(name: "onFI", meaning: "frame information", properties: ["sd", "st", "tc"]),
        Self(name: "onXMPData", meaning: "XMP metadata", properties: ["liveXML", "data"]),
        Self(name: "onImageData", meaning: "image", properties: ["trackid", "data"]),
        Self(name: "onCaption", meaning: "captions"),
        Self(name: "onCaptionInfo", meaning: "captions", properties: ["type", "data"]),
        Self(name: "onSCTE35", meaning: "splice information", maySplice: true),
        Self(
            name: "onAdCue", meaning: "advertisement cue", properties: ["id", "type", "time", "duration", "cue"],
            maySplice: true),
        Self(name: "onUserDataEvent", meaning: "user data", maySplice: true),
        Self(name: "onLastSecond", meaning: "the end of the file is near"),
        Self(name: "onTransition", meaning: "switch to another stream"),
    ]
}
