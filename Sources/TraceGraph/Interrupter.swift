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
