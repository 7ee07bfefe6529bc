import Foundation

/// nginx with its RTMP module on free ports of loopback, from Debian's packages nginx-light and libnginx-mod-rtmp, and
/// ffmpeg as its client. Gone when the test is over.
final class MediaServer {
    let port: Int
    /// A short stream of H.264 and AAC, made by ffmpeg.
    let stream: URL
    private let scratch: Scratch
    private let nginx: LiveRun
    private static let ffmpeg = program("ffmpeg")

    /// Why no live test can run here; `nil` where one can.
    static let obstacle: String? = {
        if ffmpeg == nil { return "ffmpeg is not installed" }
        if program("nginx") == nil { return "nginx is not installed" }
        if module == nil { return "nginx's RTMP module is not installed" }
        let run = try? CommandRun(["-i", loopback, "--duration", "0.1"])
        return run?.status == 0 ? nil : "no permission to capture on \(loopback)"
    }()

    /// What the loopback interface is called.
    static let loopback: String = {
        #if os(macOS)
        "lo0"
        #else
        "lo"
        #endif
    }()

    /// - Parameter address: of loopback, "127.0.0.1" or "[::1]".
    init(on address: String = "127.0.0.1") throws {
        scratch = try Scratch()
        port = try Self.freePort()
        stream = scratch.folder.appending(path: "stream.flv")
        try FileManager.default.createDirectory(
            at: scratch.folder.appending(path: "logs"), withIntermediateDirectories: true)
        let configuration = """
            \(Self.module.map { "load_module \($0);" } ?? "")
            daemon off; master_process off; worker_processes 1;
            pid nginx.pid; error_log logs/error.log warn;
            events { worker_connections 64; }
            rtmp { server { listen \(address):\(port); application live { live on; } } }
            """
        let file = try scratch.write("nginx.conf", Array(configuration.utf8))
        guard let program = Self.program("nginx") else { throw CocoaError(.fileNoSuchFile) }
        nginx = try LiveRun(
            ["-p", scratch.folder.path + "/", "-c", file.path, "-e", "logs/error.log"], of: program)
        let maker = try Self.runFFmpeg(
            [
                "-f", "lavfi", "-i", "testsrc=s=160x120:r=25", "-f", "lavfi", "-i", "sine", "-t", "4", "-c:v",
                "libx264",
                "-preset", "ultrafast", "-g", "25", "-c:a", "aac", "-f", "flv", stream.path,
            ])
        guard maker.end() == 0 else { throw CocoaError(.executableLoad) }
    }

    // It inherits the signals that the test's threads have blocked, so that nothing milder ends it.
    deinit { nginx.end(SIGKILL) }

    /// Publishes the stream under a name, as fast as it comes in real time.
    func publish(_ name: String, at address: String = "127.0.0.1") throws -> LiveRun {
        try Self.runFFmpeg(
            ["-re", "-i", stream.path, "-c", "copy", "-f", "flv", "rtmp://\(address):\(port)/live/\(name)"])
    }

    /// Plays a stream for some seconds.
    func play(_ name: String, seconds: Double) throws -> LiveRun {
        try Self.runFFmpeg(
            ["-i", "rtmp://127.0.0.1:\(port)/live/\(name)", "-t", "\(seconds)", "-c", "copy", "-f", "null", "-"])
    }

    private static func runFFmpeg(_ arguments: [String]) throws -> LiveRun {
        guard let ffmpeg else { throw CocoaError(.fileNoSuchFile) }
        return try LiveRun(["-v", "error", "-nostdin", "-y"] + arguments, of: ffmpeg)
    }

    // MARK: What is installed

    private static func program(_ name: String) -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        // Debian keeps nginx where the path of ordinary users does not lead.
        for folder in path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin"] {
            let file = URL(filePath: folder).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        }
        return nil
    }

    private static let module: String? = {
        let folders = ["/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules"]
        return folders.map { $0 + "/ngx_rtmp_module.so" }.first { FileManager.default.fileExists(atPath: $0) }
    }()

    /// A TCP port that nobody listens on, on either kind of loopback address.
    private static func freePort() throws -> Int {
        #if os(Linux)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, size) | getsockname(descriptor, generic, &size)
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
