import Fields

/// One message of supplemental enhancement information: what is said beside the picture, H.264 annex D, H.265 annex D,
/// H.274. What is decoded is what people look for in a stream; of the others, type and size.
public struct SEIMessage: Equatable, Sendable {
    /// What a message says.
    public enum Content: Equatable, Sendable {
        /// User data registered by Rec. ITU-T T.35: whose it is, and what, where known ("captions").
        case registered(country: Int, provider: Int?, name: String?)
        /// User data under a UUID of 16 bytes, with its text where it begins with some (x264 tells its options).
        case unregistered(uuid: [UInt8], text: String?)
        /// The screen that the picture was made on, luminance in cd/m².
        case masteringDisplay(maximumLuminance: Double, minimumLuminance: Double)
        /// How bright the content is, in cd/m²: the brightest pixel, and the brightest picture's average.
        case contentLightLevel(maximum: Int, average: Int)
        /// The time code of the first clock: "01:02:03:04".
        case timeCode(String)
    }

    /// payloadType.
    public var type: Int
    /// payloadSize, in bytes without emulation prevention.
    public var size: Int
    /// What it says, if it is one of those that are decoded and was readable.
    public var content: Content?

    /// A message of which this is known.
    public init(type: Int, size: Int, content: Content? = nil) {
        self.type = type
        self.size = size
        self.content = content
    }

    /// The standards' word: "pic_timing"; `nil` where we have none.
    public var name: String? {
        switch type {
        case 0: "buffering_period"
        case 1: "pic_timing"
        case 3: "filler_payload"
        case 4: "user_data_registered"
        case 5: "user_data_unregistered"
        case 6: "recovery_point"
        case 19: "film_grain_characteristics"
        case 45: "frame_packing_arrangement"
        case 47: "display_orientation"
        case 128: "structure_of_pictures"
        case 129: "active_parameter_sets"
        case 130: "decoding_unit_info"
        case 132: "decoded_picture_hash"
        case 133: "scalable_nesting"
        case 136: "time_code"
        case 137: "mastering_display"
        case 144: "content_light_level"
        case 147: "alternative_transfer"
        case 148: "ambient_viewing_environment"
        case 150: "content_color_volume"
        case 168: "frame_field_info"
        default: nil
        }
    }

    /// What a line of text says of it: "x264", "captions", "time code 01:02:03:04"; `nil` for what is not remarkable.
    public var label: String? {
        switch content {
        case .registered(_, _, let name): name
        case .unregistered(_, let text): text.flatMap { $0.split(separator: " ").first.map(String.init) }
        case .masteringDisplay: "mastering display"
        case .contentLightLevel(let maximum, let average): "MaxCLL \(maximum) MaxFALL \(average)"
        case .timeCode(let text): "time code \(text)"
        case nil: type == 6 ? "recovery point" : nil
        }
    }

    // 8-4-4-4-12 digits.
    private static func text(ofUUID bytes: [UInt8]) -> String {
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let digits = String(byte, radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
        return text
    }
}

extension SEIMessage: FieldSource {
    /// "sei" of the JSON contract has a list of these.
    public func writeFields(to sink: inout some FieldSink & ~Copyable) {
        sink.integer("type", type)
        if let name { sink.text("name", name) }
        sink.integer("size", size)
        switch content {
        case .registered(let country, let provider, let name):
            sink.integer("country", country)
            if let provider { sink.integer("provider", provider) }
            if let name { sink.text("content", name) }
        case .unregistered(let uuid, let text):
            sink.text("uuid", Self.text(ofUUID: uuid))
            if let text { sink.text("text", text) }
        case .masteringDisplay(let maximum, let minimum):
            sink.field("maximum_luminance", .number(maximum))
            sink.field("minimum_luminance", .number(minimum))
        case .contentLightLevel(let maximum, let average):
            sink.integer("max_cll", maximum)
            sink.integer("max_fall", average)
        case .timeCode(let text):
            sink.text("time_code", text)
        case nil:
            break
        }
    }
}

extension [SEIMessage] {
    /// "sei" of the JSON contract.
    var field: Field { Field("sei", .list(map { .record($0.fields) })) }
}
