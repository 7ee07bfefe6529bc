import Packets
import Testing

@testable import PcapCapture

/// What the system says of its interfaces, and what is said to the user.
@Suite struct LiveInterfaceTests {
    @Test("the loopback interface is listed, up, with its address")
    func loopback() throws {
        let interfaces = try NetworkInterface.all()
        let loopback = try #require(interfaces.first { $0.isLoopback })
        #expect(loopback.isUp)
        #expect(loopback.addresses.contains { $0 == "127.0.0.1" || $0 == "::1" })
        #expect(loopback.linkTypes == nil)
        #expect(NetworkInterface.isUp(loopback.name) == true)
        #expect(try NetworkInterface.exists(loopback.name))
        #expect(NetworkInterface.names.contains(loopback.name))
    }

    @Test("an interface that is not there is told with those that are")
    func missing() throws {
        #expect(NetworkInterface.isUp("nowhere0") == nil)
        let error = #expect(throws: LiveCaptureError.self) { try LiveCapture(interface: "nowhere0") }
        #expect(error == .noSuchInterface("nowhere0", known: NetworkInterface.names))
        let loopback = try #require(try NetworkInterface.all().first { $0.isLoopback })
        #expect(error?.description.contains(loopback.name) == true)
    }

    @Test("each error is one line that says what to do")
    func words() {
        let permission = LiveCaptureError.notPermitted(interface: "eth0").description(program: "/opt/rtmp-dissect")
        #if os(Linux)
        #expect(permission.contains("sudo setcap cap_net_raw,cap_net_admin=eip /opt/rtmp-dissect"))
        #expect(LiveCaptureError.isDown(interface: "eth0").description.contains("ip link set eth0 up"))
        #else
        #expect(permission.contains("access_bpf"))
        #endif
        #expect(permission.hasPrefix("eth0: "))
        let filter = LiveCaptureError.wrongFilter(expression: "tcp x", reason: "syntax error").description
        #expect(filter == "filter \"tcp x\": syntax error")
    }

    @Test("counters of 32 bits that wrap are counted on")
    func wrapping() {
        var statistics = LiveStatistics()
        statistics.note(received: 4_294_967_290, kernel: 5, interface: 0)
        statistics.note(received: 10, kernel: 4, interface: 2)
        #expect(statistics.received == 4_294_967_306)
        #expect(statistics.droppedByKernel == 4_294_967_300)
        #expect(statistics.droppedByInterface == 2)
    }

    @Test("libpcap's number for raw IP becomes that of files")
    func linkType() {
        #expect(LinkType(dataLink: 12) == .raw || LinkType(dataLink: 14) == .raw)
        #expect(LinkType(dataLink: 1) == .ethernet)
        #expect(LinkType(dataLink: 276) == .linuxSLL2)
    }
}
