// SPDX-License-Identifier: Apache-2.0

#if Macros
// A library as anybody may have one: no special settings, tracepoints for its own use and for the
// programs that import it.
public import PlumeMacros

/// A tracepoint that other modules call.
@Tracepoint("macro-fixtures", level: .notice)
public func accepted(port: UInt16, peer: String)

/// A type with a tracepoint that other modules call.
public enum PublicSpace {
    /// A tracepoint that other modules call.
    @Tracepoint("macro-fixtures")
    public static func closed(reason: StaticString)

    /// Calls a tracepoint that nobody else can.
    public static func useSecret(_ value: () -> Int) {
        #trace(secret(value: value()))
    }

    @Tracepoint("macro-fixtures")
    private static func secret(value: Int)
}

/// Calls a tracepoint where an event could not be declared.
public func useFromGenericCode<Value>(_ value: Value) {
    #trace(accepted(port: UInt16(MemoryLayout<Value>.size), peer: "generic"))
}
#endif
