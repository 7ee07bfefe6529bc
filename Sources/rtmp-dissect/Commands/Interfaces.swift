import ArgumentParser
import PcapCapture

/// `rtmp-dissect interfaces`: what can be listened to.
struct Interfaces: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the interfaces that -i takes, with their addresses and link types.")

    func run() throws {
        let interfaces: [NetworkInterface]
        do throws(LiveCaptureError) {
            interfaces = try NetworkInterface.all(opening: true)
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(3)
        }
        for line in InterfaceTable(interfaces).lines { print(line) }
        if let closed = interfaces.first(where: { $0.isUp && $0.linkTypes == nil }) {
            // Link types are told by opening, which takes permission.
            let error = LiveCaptureError.notPermitted(interface: closed.name)
            if interfaces.allSatisfy({ $0.linkTypes == nil }) {
                Terminal.complain(error.description(program: Terminal.program))
            }
        }
    }
}
