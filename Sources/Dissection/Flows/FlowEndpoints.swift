import Segments

/// Both ends of a flow: IPv4 addresses in place, longer ones out of line.
struct FlowEndpoints {
    private struct LongAddresses {
        var client: Address
        var server: Address
    }

    @Seldom private var long: LongAddresses?
    private let shortClient: UInt32
    private let shortServer: UInt32
    private let clientPort: UInt16
    private let serverPort: UInt16

    init(client: Endpoint, server: Endpoint) {
        clientPort = client.port
        serverPort = server.port
        shortClient = UInt32(truncatingIfNeeded: client.address.low)
        shortServer = UInt32(truncatingIfNeeded: server.address.low)
        if client.address.isIPv6 || server.address.isIPv6 {
            long = LongAddresses(client: client.address, server: server.address)
        }
    }

    var client: Endpoint { Endpoint(address: long?.client ?? Address(ipv4: shortClient), port: clientPort) }
    var server: Endpoint { Endpoint(address: long?.server ?? Address(ipv4: shortServer), port: serverPort) }
}
