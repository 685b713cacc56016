// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
public import Tracer

/// A place in a program that can be recorded, as a value that is called like a function.
///
/// ```swift
/// let requestDone = Tracepoint(
///     "shop", "request_done", Field<UInt32>("id"), Field<String>("path"))
///
/// requestDone(id, request.path)
/// ```
///
/// While nobody records it, a call is a load, a test and a branch, and its arguments are not
/// evaluated. Make each tracepoint once, as a global or static constant: making one allocates and
/// may wait for a controller (``RuntimeLimits``).
///
/// A tracepoint of which nothing can be recorded, because its provider, its name or a field has no
/// name, or two fields have the same, never stops the program: it stays off, and `plume list` and
/// `plume record` say why.
///
/// The tracepoints of `PlumeMacros` cost a little less while off and are known before their first
/// call; this type needs no macros and can be made of what is only known at run time.
public struct Tracepoint<Arguments>: Sendable {
    @usableFromInline let event: EventHandle

    init(_ provider: String, _ name: String, _ level: LogLevel, _ fields: [SideField]) {
        event = EventHandle(
            SideEventDescription(provider: provider, name: name, logLevel: level, fields: fields)
        )
    }

    /// Whether anybody records it: one relaxed load.
    ///
    /// For work that only serves the arguments.
    @inlinable
    @inline(__always)
    public var isEnabled: Bool { event.isEnabled }
}
