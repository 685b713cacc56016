// SPDX-License-Identifier: Apache-2.0

internal import Tracer

/// What a program tells about itself when a recording begins: the connections that are open, the
/// settings that hold, whatever later events only change.
///
/// ```swift
/// StateDump.register("connections") {
///     for connection in server.connections { connectionIsOpen(connection.id, connection.peer) }
/// }
/// ```
///
/// The function emits ordinary tracepoints. It is called for each recording of the program that
/// begins, for `plume regenerate statedump`, and once when it is registered. Between the events
/// `side:statedump_begin` and `side:statedump_end` with the name stands what it told.
public enum StateDump {
    /// Registers a part of the program's state.
    ///
    /// Locks and allocates. The function runs on a thread of its own, one at a time.
    ///
    /// - Parameters:
    ///   - name: the name of the part.
    ///   - dump: emits the state.
    /// - Returns: false when the program has 64 parts already, or there is no memory.
    @discardableResult
    public static func register(_ name: String, _ dump: @escaping @Sendable () -> Void) -> Bool {
        StateDumps.register(name, dump)
    }
}
