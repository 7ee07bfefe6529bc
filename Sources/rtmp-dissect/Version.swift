/// The version of the program, as `--version` prints it.
enum Version {
    static let text = "rtmp-dissect 0.1.0"
}
