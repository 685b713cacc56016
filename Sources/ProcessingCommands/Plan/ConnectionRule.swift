// SPDX-License-Identifier: Apache-2.0

/// Which output ports of a component go to which input ports of another.
public struct ConnectionRule: Hashable, Sendable {
    /// The name of the component that gives messages.
    public let upstream: String
    /// Its output ports.
    public let upstreamPort: GlobPattern
    /// The name of the component that takes messages.
    public let downstream: String
    /// Its input ports.
    public let downstreamPort: GlobPattern
    /// The rule as it was written, for messages.
    public let text: String

    /// Makes a rule.
    public init(
        upstream: String,
        upstreamPort: GlobPattern = .any,
        downstream: String,
        downstreamPort: GlobPattern = .any,
        text: String? = nil
    ) {
        self.upstream = upstream
        self.upstreamPort = upstreamPort
        self.downstream = downstream
        self.downstreamPort = downstreamPort
        self.text = text ?? "\(upstream):\(downstream)"
    }
}
