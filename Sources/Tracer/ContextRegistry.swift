// SPDX-License-Identifier: Apache-2.0

/// Contexts that a program tells about itself, to be recorded and asked for in filters.
public enum ContextRegistry {
    /// How many contexts a program can register.
    public static let maximumCount = ApplicationContexts.maximumCount

    /// Registers a context whose value is a text.
    ///
    /// The closure runs on the thread that records, for each record that needs it, also in signal
    /// handlers if events are emitted there. Registering locks and allocates.
    ///
    /// - Parameters:
    ///   - name: "provider:type".
    ///   - read: the value; nil when there is none now.
    /// - Returns: false when there are too many contexts.
    @discardableResult
    public static func register(
        _ name: String,
        text read: @escaping @Sendable () -> String?
    ) -> Bool {
        defer { Runtime.shared.relink() }
        return ApplicationContexts.shared.register(name, .text(read))
    }

    /// Registers a context whose value is a number; see ``register(_:text:)``.
    ///
    /// - Parameters:
    ///   - name: "provider:type".
    ///   - read: the value; nil when there is none now.
    /// - Returns: false when there are too many contexts.
    @discardableResult
    public static func register(
        _ name: String,
        integer read: @escaping @Sendable () -> Int64?
    ) -> Bool {
        defer { Runtime.shared.relink() }
        return ApplicationContexts.shared.register(name, .integer(read))
    }
}
