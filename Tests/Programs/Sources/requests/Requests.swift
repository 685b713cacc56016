// SPDX-License-Identifier: Apache-2.0

import Plume

enum Method: UInt8, FieldEnumeration {
    case get
    case put
}

struct Peer: FieldStructure {
    var address: String
    var port: UInt16

    static let members: [SideField] = [
        .member("address", String.self), .member("port", UInt16.self),
    ]

    func write(into writer: inout RecordWriter) {
        address.write(into: &writer)
        port.write(into: &writer)
    }
}

let request = Tracepoint(
    "shop",
    "request",
    Field<UInt32>("id"),
    Field<Method>("method"),
    Field<String>("path"),
    Field<Double>("seconds"),
    Field<[UInt32]>("sizes"),
    Field<Int32?>("error"),
    Field<Peer>("peer")
)
let customer = Tracepoint("shop", "customer", Field<UInt32>("id"), Field<String>("name"))

@main
enum Requests {
    static func main() {
        let near = Peer(address: "10.0.0.7", port: 443)
        let far = Peer(address: "203.0.113.9", port: 80)
        request(1, .get, "/", 0.004, [310, 4_096], nil, near)
        request(2, .get, "/items/17", 0.021, [52_000], nil, far)
        request(3, .put, "/items/17", 1.5, [120, 9, 8_200], -28, near)
        request(4, .get, "/a*b", 0.25, [], nil, far)
        customer(3, "G\u{FC}nther")
    }
}
