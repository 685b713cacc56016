// SPDX-License-Identifier: Apache-2.0

// Without the trait the macros are there by name only, so that whoever uses one reads what to do.
#if !Macros
@_exported public import Plume

/// Stands for `#trace` while the package's trait `Macros` is off.
@available(
    *,
    unavailable,
    message: "write traits: [\"Macros\"] in your .package(...) of plume to use its macros"
)
@freestanding(expression)
public macro trace(_ call: Any...) -> Int = #line

/// Stands for `#event` while the package's trait `Macros` is off.
@available(
    *,
    unavailable,
    message: "write traits: [\"Macros\"] in your .package(...) of plume to use its macros"
)
@freestanding(expression)
public macro event(
    _ provider: StaticString,
    _ name: StaticString,
    level: LogLevel = .info,
    _ fields: KeyValuePairs<String, any FieldValue> = [:]
) -> Int = #line

/// Stands for `@Tracepoint` while the package's trait `Macros` is off.
///
/// Nothing expands it. An attached macro must name a type that the compiler finds, hence one of its
/// own.
@available(
    *,
    unavailable,
    message: "write traits: [\"Macros\"] in your .package(...) of plume to use its macros"
)
@attached(peer, names: prefixed(_plume_))
public macro Tracepoint(
    _ provider: StaticString,
    name: StaticString = "",
    level: LogLevel = .info,
    fields: [String: FieldOption] = [:]
) = #externalMacro(module: "SwiftMacros", type: "TaskLocalMacro")
#endif
