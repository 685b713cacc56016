// SPDX-License-Identifier: Apache-2.0

internal import Tracer

/// What a program tells about the work at hand, beside the fields of its events.
///
/// ```swift
/// enum Request { @TaskLocal static var tenant: String? }
///
/// RecordContext.register("shop:tenant", Request.$tenant)
/// ```
///
/// `plume record --context '$app.shop:tenant'` adds the value to each record, and
/// `--filter '$app.shop:tenant == "acme"'` records for one tenant only. Nothing is read while
/// nobody asks for it. Register each context once, before the first event that needs it; a name
/// that was registered before gets the new value. Registering locks and allocates.
public enum RecordContext {
    /// Registers the text that a task-local value holds.
    public static func register(_ name: String, _ value: TaskLocal<String?>) {
        ContextRegistry.register(name, text: { value.get() })
    }

    /// Registers the text that a task-local value holds.
    public static func register(_ name: String, _ value: TaskLocal<String>) {
        ContextRegistry.register(name, text: { value.get() })
    }

    /// Registers the number that a task-local value holds.
    public static func register<Number: FixedWidthInteger>(
        _ name: String,
        _ value: TaskLocal<Number?>
    ) {
        ContextRegistry.register(name, integer: { value.get().map { Int64(clamping: $0) } })
    }

    /// Registers the number that a task-local value holds.
    public static func register<Number: FixedWidthInteger>(
        _ name: String,
        _ value: TaskLocal<Number>
    ) {
        ContextRegistry.register(name, integer: { Int64(clamping: value.get()) })
    }

    /// Registers a text that a function tells, on the thread that records.
    public static func register(_ name: String, text read: @escaping @Sendable () -> String?) {
        ContextRegistry.register(name, text: read)
    }

    /// Registers a number that a function tells, on the thread that records.
    public static func register(_ name: String, integer read: @escaping @Sendable () -> Int64?) {
        ContextRegistry.register(name, integer: read)
    }
}
