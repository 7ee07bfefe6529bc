import Dissection
import Fields
import Media

extension FlowEnd {
    var jsonFields: [Field] {
        var fields: [Field] = []
        if let app { fields.append(Field("app", .text(app))) }
        if let tcURL { fields.append(Field("tc_url", .text(tcURL.text))) }
        if let host = tcURL?.virtualHost(app: app, stream: streams.first?.identity.name) {
            fields.append(
                Field(
                    "virtual_host",
                    .record([Field("name", .text(host.name)), Field("scheme", .text(host.scheme.rawValue))])))
        }
        if let clientSoftware { fields.append(Field("client_software", .text(clientSoftware))) }
        if let serverSoftware { fields.append(Field("server_software", .text(serverSoftware))) }
        if !streams.isEmpty { fields.append(Field("streams", .list(streams.map { .record($0.jsonFields) }))) }
        if !unanswered.isEmpty {
            fields.append(
                Field(
                    "unanswered",
                    .list(
                        unanswered.map { call in
                            .record([
                                Field("direction", .text(call.direction.jsonName)), Field("name", .text(call.name)),
                                Field("index", .integer(call.index)),
                            ])
                        })))
        }
        if forgottenCalls > 0 { fields.append(Field("forgotten_calls", .integer(forgottenCalls))) }
        if !failures.isEmpty { fields.append(Field("failures", .list(failures.map { .text($0) }))) }
        let words = zip([Direction.clientToServer, .serverToClient], lastWords)
            .compactMap { direction, word in word.map { Field(direction.jsonName, .text($0)) } }
        if !words.isEmpty { fields.append(Field("last_words", .record(words))) }
        return fields
    }
}

extension StreamSummary {
    var jsonFields: [Field] {
        var fields: [Field] = [
            Field("message_stream_id", .integer(Int(identity.id))), Field("role", .text(identity.role.rawValue)),
        ]
        // A made-up name would be none.
        if isNamed { fields.append(Field("name", .text(identity.name))) }
        fields += [
            Field("started", .flag(isStarted)), Field("tracks", .list(tracks.map { .record($0.jsonFields) })),
        ]
        if let skew { fields.append(Field("audio_skew_ms", .integer(Int(skew)))) }
        if !disagreements.isEmpty {
            fields.append(Field("metadata_disagreements", .list(disagreements.map { .record($0.fields) })))
        }
        return fields
    }
}

extension TrackStatistics {
    var jsonFields: [Field] {
        var fields: [Field] = [
            Field("kind", .text(kind.rawValue)), Field("direction", .text(direction.jsonName)),
            Field("track_id", .integer(Int(trackID))),
        ]
        func add(_ name: String, _ value: FieldValue?) {
            if let value { fields.append(Field(name, value)) }
        }
        add("codec", codec.map { .text($0.name) })
        add("config", configuration.map { .record($0.fields) })
        add("messages", .integer(messages))
        add("bytes", .integer(bytes))
        add("frames", .integer(frames))
        if kind == .video { add("key_frames", .integer(keyFrames)) }
        add("sequence_headers", .integer(sequenceHeaders))
        add("first_timestamp", firstTimestamp.map { .integer(Int($0)) })
        add("last_timestamp", frames > 0 ? lastTimestamp.map { .integer(Int($0)) } : nil)
        add("media_duration", mediaDuration.map { .number(Double($0) / 1000) })
        add("wire_duration", wireDuration.map { .number(Double($0) / 1e9) })
        add("bit_rate", bitRate.map { .number(($0).rounded()) })
        add("peak_second_bytes", .integer(peakSecondBytes))
        if kind == .video { add("frame_rate", frameRate.map { .number(($0 * 1000).rounded() / 1000) }) }
        if let minimum = steps.minimum, let maximum = steps.maximum, let median = steps.median {
            add(
                "timestamp_steps",
                .record([
                    Field("min", .integer(Int(minimum))), Field("median", .integer(Int(median))),
                    Field("max", .integer(Int(maximum))),
                ]))
        }
        add("jumps_back", .integer(jumpsBack))
        add("jumps_ahead", .integer(jumpsAhead))
        add("largest_wire_gap", .number(Double(largestWireGap) / 1e9))
        if groups.count > 0, let mean = groups.mean {
            add(
                "gop",
                .record([
                    Field("count", .integer(groups.count)), Field("min_ms", .integer(Int(groups.minimum))),
                    Field("mean_ms", .number((mean * 10).rounded() / 10)),
                    Field("max_ms", .integer(Int(groups.maximum))),
                    Field("min_frames", .integer(groups.minimumFrames)),
                    Field("max_frames", .integer(groups.maximumFrames)),
                ]))
        }
        add("clock_drift_ppm", clock.driftPPM.map { .number($0.rounded()) })
        return fields
    }
}
