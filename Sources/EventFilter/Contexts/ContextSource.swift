// SPDX-License-Identifier: Apache-2.0

/// Tells the values of contexts while an event happens.
///
/// Filters run inside signal handlers, so the methods must not allocate, lock or wait. They are
/// called without dynamic dispatch.
public protocol ContextSource {
    /// The value of a context.
    ///
    /// - Returns: the value; nil when it is not known or a text, which makes the filter false.
    func integer(_ id: ContextID) -> Int64?

    /// Lends the bytes of a context, without a NUL.
    ///
    /// - Returns: what the body returned; nil when the text is not known, which makes the filter
    ///   false.
    func withText<Result>(_ id: ContextID, _ body: (Span<UInt8>) -> Result) -> Result?
}

/// Knows no context.
public struct NoContexts: ContextSource, BitwiseCopyable, Sendable {
    /// Makes a source that knows nothing.
    @inlinable
    public init() {}

    /// Answers that the value is not known.
    ///
    /// - Returns: nil.
    @inlinable
    public func integer(_ id: ContextID) -> Int64? { nil }

    /// Answers that the text is not known.
    ///
    /// - Returns: nil.
    @inlinable
    public func withText<Result>(_ id: ContextID, _ body: (Span<UInt8>) -> Result) -> Result? {
        nil
    }
}
