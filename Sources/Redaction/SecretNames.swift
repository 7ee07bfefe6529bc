/// Names that tell whether what they name is secret, in lower case.
enum SecretNames {
    /// Of logins: who, and what authmod=adobe and authmod=llnw ask and answer.
    static let login: Set<String> = [
        "user", "username", "user_name", "login", "userid", "salt", "challenge", "response", "opaque", "nonce",
        "cnonce", "realm",
    ]

    /// Of what proves something by itself.
    private static let keys: Set<String> = [
        "key", "streamkey", "stream_key", "token", "auth", "authorization", "password", "passwd", "pass", "pwd",
        "secret", "sign", "signature", "hash", "session", "sessionid", "session_id", "sid", "apikey", "api_key",
        "ticket", "cookie", "txsecret", "txtime", "wssecret", "hdnts", "hdnea", "policy",
    ]

    /// Query items that say how, not who; with the values that they may have, or any where none are listed.
    static let harmless: [String: Set<String>] = [
        "authmod": ["adobe", "llnw", "basic"],
        "reason": ["needauth", "authfailed", "nosuchuser", "badreq"],
    ]

    /// Query items that name a virtual host.
    static let hosts: Set<String> = ["vhost", "domain"]

    /// Members that hold the name of a stream.
    static let streams: Set<String> = ["streamname", "oldstreamname", "details", "redirect"]

    /// Members that hold the URL of something.
    static let urls: Set<String> = ["tcurl", "pageurl", "swfurl"]

    /// Members that say what kind of thing something is, in words of the protocol.
    static let protocolWords: Set<String> = [
        "code", "level", "fmsver", "flashver", "mode", "type", "objectencoding", "encoder", "videocodecid",
        "audiocodecid", "fourcclist", "videofourccinfomap", "audiofourccinfomap",
    ]

    static func isSecret(_ name: String) -> Bool {
        if keys.contains(name) { return true }
        return name.hasSuffix("token") || name.hasSuffix("password") || name.hasSuffix("secret")
            || name.hasSuffix("signature")
    }
}
