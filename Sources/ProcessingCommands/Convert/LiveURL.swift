// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// Where a relay is, and which of its sessions is meant.
struct LiveURL: Hashable, Sendable {
    /// The host of the relay.
    let relay: String
    /// Its port.
    let port: UInt16
    /// The host that was recorded and the name of the session; nil when the relay is meant.
    let session: String?

    /// Reads an address such as `net://HOST:PORT/host/TARGET/SESSION`.
    ///
    /// - Throws: which part is wrong.
    init(_ text: String) throws(GraphError) {
        guard let colon = text.firstRange(of: "://"),
            ["net", "net4", "net6"].contains(text[..<colon.lowerBound])
        else { throw .usage("`\(text)` is no address of a relay: net://HOST[:PORT]/...") }
        let parts = text[colon.upperBound...].split(
            separator: "/",
            omittingEmptySubsequences: false
        )
        let place = parts[0].split(separator: ":", omittingEmptySubsequences: false)
        guard place.count <= 2, !place[0].isEmpty else {
            throw .usage("`\(text)` names no host of a relay.")
        }
        relay = String(place[0])
        guard let port = place.count == 1 ? 5_344 : UInt16(place[1]) else {
            throw .usage("`\(place[1])` in `\(text)` is no port.")
        }
        self.port = port
        let path = parts.dropFirst().map(String.init)
        if path.isEmpty || path == [""] {
            session = nil
            return
        }
        guard path.count == 3, path[0] == "host", !path[1].isEmpty, !path[2].isEmpty else {
            throw .usage("`\(text)` names no session: net://HOST[:PORT]/host/TARGET/SESSION.")
        }
        session = "\(path[1])/\(path[2])"
    }
}
