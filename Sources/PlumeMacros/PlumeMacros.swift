// SPDX-License-Identifier: Apache-2.0

#if Macros
// What macros write calls the pieces of a note.
@_exported public import CProbe
@_exported public import Plume

/// Makes a function without a body a tracepoint.
///
/// ```swift
/// @Tracepoint("kv", level: .debug, fields: ["size": .unit("By")])
/// func command(connection: UInt32, key: String, size: Int)
/// ```
///
/// The event is named after the function, its fields after the parameters. It is known to tracers
/// before its first call, because its description stands in the ELF section `plume_event`. While
/// nobody records it a call costs a load, a test and a branch; use ``trace(_:)`` where arguments
/// are dear to make. `perf`, `bpftrace` and `gdb` find the event by provider and name, as in
/// `bpftrace -e 'usdt:./server:kv:command { @ = count(); }'`, and enable it.
///
/// The function stands at file scope or is a static member of a type that is not generic, and has
/// whatever access it is given; `#trace` reaches as far. Its parameters are integers, `Float`,
/// `Double`, `Bool`, `String`, `StaticString`, ``Bytes``, arrays of scalars and optionals of these,
/// at most 32.
///
/// Two tracepoints in one place need two function names, even where their parameters differ: both
/// would want the same `_plume_` namespace beside them. `name` gives them the names of the events.
///
/// - Parameters:
///   - provider: who emits the event; a literal without a colon.
///   - name: the event's name when it is not the function's.
///   - level: how serious the event is; a literal case.
///   - fields: what readers should know about fields, by the names of the parameters.
@attached(peer, names: prefixed(_plume_))
@attached(body)
public macro Tracepoint(
    _ provider: StaticString,
    name: StaticString = "",
    level: LogLevel = .info,
    fields: [String: FieldOption] = [:]
) = #externalMacro(module: "PlumeMacrosPlugin", type: "TracepointMacro")

/// Calls a tracepoint and evaluates the arguments only if somebody records it.
///
/// ```swift
/// #trace(command(connection: id, key: describe(key), size: value.count))
/// #trace(Server.accepted(port: listener.port))
/// ```
///
/// The arguments cannot throw or wait, because they may not be evaluated at all.
@freestanding(expression)
public macro trace(_ call: Void) =
    #externalMacro(module: "PlumeMacrosPlugin", type: "TraceMacro")

/// An event that happens at one place only, described where it happens.
///
/// ```swift
/// #event("kv", "cache_miss", level: .debug, ["key": key as String, "age": age as UInt64])
/// ```
///
/// The type of each field must be written, because a macro sees no types: `value as UInt64`,
/// `UInt64(value)`, or a literal. The values are evaluated only if somebody records the event; they
/// cannot throw or wait. In generic code declare a ``Tracepoint(_:name:level:fields:)`` outside and
/// call that.
@freestanding(expression)
public macro event(
    _ provider: StaticString,
    _ name: StaticString,
    level: LogLevel = .info,
    _ fields: KeyValuePairs<String, any FieldValue> = [:]
) = #externalMacro(module: "PlumeMacrosPlugin", type: "EventMacro")
#endif
