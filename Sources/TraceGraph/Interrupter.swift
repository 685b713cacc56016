// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A flag with which a signal handler, or another thread, asks a graph to stop.
public final class Interrupter: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Makes a flag that is not set.
    public init() {}

    /// Whether the graph should stop.
    public var isSet: Bool { flag.load(ordering: .relaxed) }

    /// Asks the graph to stop; a signal handler may call it.
    public func set() { flag.store(true, ordering: .relaxed) }

    /// Takes the wish back.
    public func reset() { flag.store(false, ordering: .relaxed) }
}

/// The flags that long operations look at from time to time.
public struct Interruption: Sendable {
    /// The flags.
    public var interrupters: [Interrupter]

    /// Makes it of some flags.
    public init(_ interrupters: [Interrupter] = []) { self.interrupters = interrupters }

    /// Whether one of the flags is set.
    public var isSet: Bool {
        for interrupter in interrupters where interrupter.isSet { return true }
        return false
    }

    /// Stops when one of the flags is set.
    public func check() throws(GraphError) {
        if isSet { throw .interrupted }
    }
}
