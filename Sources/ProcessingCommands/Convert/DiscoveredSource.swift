// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// A source that was found to be able to read some of the paths of a command line.
public struct DiscoveredSource: Hashable, Sendable {
    /// Its class.
    public let className: ComponentClassName
    /// What it reads.
    public var inputs: [String]
    /// The numbers of the command line's inputs in which these were found.
    public var origins: [Int]

    /// Describes a source.
    public init(className: ComponentClassName, inputs: [String], origins: [Int]) {
        self.className = className
        self.inputs = inputs
        self.origins = origins
    }
}
