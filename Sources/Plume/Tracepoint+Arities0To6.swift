// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-arities and then formatted.

public import SideDescription
public import Tracer

extension Tracepoint {
    /// Describes a tracepoint with no field.
    public init(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info
    ) where Arguments == Void {
        self.init(provider, name, level, [])
    }

    /// Records the event if anybody wants it; otherwise the arguments are not evaluated.
    @inlinable
    @inline(__always)
    public func callAsFunction() where Arguments == Void {
        if event.isEnabled { emit() }
    }

    @inlinable
    @inline(never)
    func emit() where Arguments == Void {
        event.emit { _ in }
    }
}

extension Tracepoint where Arguments: FieldValue {
    /// Describes a tracepoint with one field.
    public init(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<Arguments>
    ) {
        self.init(provider, name, level, [a.description])
    }

    /// Records the event if anybody wants it; otherwise the arguments are not evaluated.
    @inlinable
    @inline(__always)
    public func callAsFunction(
        _ a: @autoclosure () -> Arguments
    ) {
        if event.isEnabled { emit(a()) }
    }

    @inlinable
    @inline(never)
    func emit(_ a: Arguments) {
        event.emit { writer in
            a.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 2 fields.
    public init<A: FieldValue, B: FieldValue>(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>
    ) where Arguments == (A, B) {
        self.init(provider, name, level, [a.description, b.description])
    }

    /// Records the event if anybody wants it; otherwise the arguments are not evaluated.
    @inlinable
    @inline(__always)
    public func callAsFunction<A: FieldValue, B: FieldValue>(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B
    ) where Arguments == (A, B) {
        if event.isEnabled { emit(a(), b()) }
    }

    @inlinable
    @inline(never)
    func emit<A: FieldValue, B: FieldValue>(_ a: A, _ b: B) where Arguments == (A, B) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 3 fields.
    public init<A: FieldValue, B: FieldValue, C: FieldValue>(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>
    ) where Arguments == (A, B, C) {
        self.init(provider, name, level, [a.description, b.description, c.description])
    }

    /// Records the event if anybody wants it; otherwise the arguments are not evaluated.
    @inlinable
    @inline(__always)
    public func callAsFunction<A: FieldValue, B: FieldValue, C: FieldValue>(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C
    ) where Arguments == (A, B, C) {
        if event.isEnabled { emit(a(), b(), c()) }
    }

    @inlinable
    @inline(never)
    func emit<A: FieldValue, B: FieldValue, C: FieldValue>(_ a: A, _ b: B, _ c: C)
    where Arguments == (A, B, C) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 4 fields.
    public init<A: FieldValue, B: FieldValue, C: FieldValue, D: FieldValue>(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>
    ) where Arguments == (A, B, C, D) {
        self.init(
            provider,
            name,
            level,
            [a.description, b.description, c.description, d.description]
        )
    }

    /// Records the event if anybody wants it; otherwise the arguments are not evaluated.
    @inlinable
    @inline(__always)
    public func callAsFunction<A: FieldValue, B: FieldValue, C: FieldValue, D: FieldValue>(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D
    ) where Arguments == (A, B, C, D) {
        if event.isEnabled { emit(a(), b(), c(), d()) }
    }

    @inlinable
    @inline(never)
    func emit<A: FieldValue, B: FieldValue, C: FieldValue, D: FieldValue>(
        _ a: A,
        _ b: B,
        _ c: C,
        _ d: D
    ) where Arguments == (A, B, C, D) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 5 fields.
    public init<A: FieldValue, B: FieldValue, C: FieldValue, D: FieldValue, E: FieldValue>(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>
    ) where Arguments == (A, B, C, D, E) {
        self.init(
            provider,
            name,
            level,
            [a.description, b.description, c.description, d.description, e.description]
        )
    }

    /// Records the event if anybody wants it; otherwise the arguments are not evaluated.
    @inlinable
    @inline(__always)
    public func callAsFunction<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E
    ) where Arguments == (A, B, C, D, E) {
        if event.isEnabled { emit(a(), b(), c(), d(), e()) }
    }

    @inlinable
    @inline(never)
    func emit<A: FieldValue, B: FieldValue, C: FieldValue, D: FieldValue, E: FieldValue>(
        _ a: A,
        _ b: B,
        _ c: C,
        _ d: D,
        _ e: E
    ) where Arguments == (A, B, C, D, E) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 6 fields.
    public init<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue
    >(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>,
        _ f: Field<F>
    ) where Arguments == (A, B, C, D, E, F) {
        self.init(
            provider,
            name,
            level,
            [
                a.description, b.description, c.description, d.description, e.description,
                f.description,
            ]
        )
    }

    /// Records the event if anybody wants it; otherwise the arguments are not evaluated.
    @inlinable
    @inline(__always)
    public func callAsFunction<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E,
        _ f: @autoclosure () -> F
    ) where Arguments == (A, B, C, D, E, F) {
        if event.isEnabled { emit(a(), b(), c(), d(), e(), f()) }
    }

    @inlinable
    @inline(never)
    func emit<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue
    >(_ a: A, _ b: B, _ c: C, _ d: D, _ e: E, _ f: F) where Arguments == (A, B, C, D, E, F) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
            f.write(into: &writer)
        }
    }
}
