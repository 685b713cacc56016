// SPDX-License-Identifier: Apache-2.0

// A call with too few or too many arguments would make the compiler speak of tuples that are not
// equivalent. So it finds one of these functions, whose message is what is wrong. That there are
// as many values as fields, but for those that are missing or left over, is what `shape` says.

extension Tracepoint {
    /// What is found in the place of a call that lacks an argument.
    @available(*, unavailable, message: "an argument is missing: write one for each field")
    @_disfavoredOverload
    public func callAsFunction<First, each Rest, each Value>(
        _ values: repeat each Value,
        shape: (repeat (each Rest, each Value))? = nil
    ) where Arguments == (First, repeat each Rest) {}

    /// What is found in the place of a call that lacks two arguments.
    @available(*, unavailable, message: "two arguments are missing: write one for each field")
    @_disfavoredOverload
    public func callAsFunction<First, Second, each Rest, each Value>(
        _ values: repeat each Value,
        shape: (repeat (each Rest, each Value))? = nil
    ) where Arguments == (First, Second, repeat each Rest) {}

    /// What is found in the place of a call that lacks three arguments.
    @available(*, unavailable, message: "three arguments are missing: write one for each field")
    @_disfavoredOverload
    public func callAsFunction<First, Second, Third, each Rest, each Value>(
        _ values: repeat each Value,
        shape: (repeat (each Rest, each Value))? = nil
    ) where Arguments == (First, Second, Third, repeat each Rest) {}

    /// What is found in the place of a call with an argument more than fields.
    @available(*, unavailable, message: "one argument is too many: write one for each field")
    @_disfavoredOverload
    public func callAsFunction<First, each Field, each Value>(
        _ first: First,
        _ values: repeat each Value,
        shape: (repeat (each Field, each Value))? = nil
    ) where Arguments == (repeat each Field) {}

    /// What is found in the place of a call with two arguments more than fields.
    @available(*, unavailable, message: "two arguments are too many: write one for each field")
    @_disfavoredOverload
    public func callAsFunction<First, Second, each Field, each Value>(
        _ first: First,
        _ second: Second,
        _ values: repeat each Value,
        shape: (repeat (each Field, each Value))? = nil
    ) where Arguments == (repeat each Field) {}
}
