/// Members of objects that say more about the run than about the peers.
enum VolatileNames {
    static func contains(_ name: String) -> Bool { all.contains(name.lowercased()) }

    private static let all: Set<String> = [
        // Drawn or counted by the server for each connection.
        "clientid", "client_id", "connectionid", "connection_id", "sessionid", "session_id",
        "srs_id", "srs_cid", "srs_client_id", "srs_pid", "srs_server_ip", "srs_service_id", "srs_server_id",
        // Of a file or a recording that was made for the run.
        "duration", "filesize", "datasize", "audiosize", "videosize", "lasttimestamp", "lastkeyframetimestamp",
        "lastkeyframelocation", "creationdate", "creationtime", "creation_time", "metadatadate", "keyframes",
        "starttime", "timestamp", "wallclock",
    ]
}
