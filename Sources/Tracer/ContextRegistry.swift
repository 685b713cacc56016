// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol

/// Contexts that a program tells about itself, to be recorded and asked for in filters.
public enum ContextRegistry {
    /// How many contexts a program can register.
    public static let maximumCount = ApplicationContexts.maximumCount

    /// Registers a context whose value is a text.
    ///
    /// The closure runs on the thread that records, for each record that needs it, also in signal
    /// handlers if events are emitted there. Registering locks and allocates. What cannot be asked
    /// for by its name is named in recordings of the program.
    ///
    /// - Parameters:
    ///   - name: "provider:type".
    ///   - read: the value; nil when there is none now.
    /// - Returns: false when there are too many contexts, or the name is none.
    @discardableResult
    public static func register(
        _ name: String,
        text read: @escaping @Sendable () -> String?
    ) -> Bool { register(name, .text(read)) }

    /// Registers a context whose value is a number; see ``register(_:text:)``.
    ///
    /// - Parameters:
    ///   - name: "provider:type".
    ///   - read: the value; nil when there is none now.
    /// - Returns: false when there are too many contexts, or the name is none.
    @discardableResult
    public static func register(
        _ name: String,
        integer read: @escaping @Sendable () -> Int64?
    ) -> Bool { register(name, .integer(read)) }

    private static func register(_ name: String, _ reader: ApplicationContexts.Reader) -> Bool {
        var problem = problem(of: name)
        if problem == nil, !ApplicationContexts.shared.register(name, reader) {
            problem = "the program has \(maximumCount) contexts already"
        }
        guard let problem else {
            ProgramRuntime.shared.relink()
            return true
        }
        ProgramRuntime.shared.report(
            UnrecordableEvent(.context, provider: "", name: name, reason: problem)
        )
        return false
    }

    /// Why nobody could ask for a context of this name; nil where everybody can.
    private static func problem(of name: String) -> String? {
        let parts = name.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            return "its name is not of the form PROVIDER:TYPE"
        }
        return name.utf8.contains(0) ? "its name contains a NUL" : nil
    }
}
