// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-arities.

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

extension Tracepoint {
    /// Describes a tracepoint with 7 fields.
    public init<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue
    >(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>,
        _ f: Field<F>,
        _ g: Field<G>
    ) where Arguments == (A, B, C, D, E, F, G) {
        self.init(
            provider,
            name,
            level,
            [
                a.description, b.description, c.description, d.description, e.description,
                f.description, g.description,
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
        F: FieldValue,
        G: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E,
        _ f: @autoclosure () -> F,
        _ g: @autoclosure () -> G
    ) where Arguments == (A, B, C, D, E, F, G) {
        if event.isEnabled { emit(a(), b(), c(), d(), e(), f(), g()) }
    }

    @inlinable
    @inline(never)
    func emit<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue
    >(_ a: A, _ b: B, _ c: C, _ d: D, _ e: E, _ f: F, _ g: G)
    where Arguments == (A, B, C, D, E, F, G) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
            f.write(into: &writer)
            g.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 8 fields.
    public init<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue
    >(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>,
        _ f: Field<F>,
        _ g: Field<G>,
        _ h: Field<H>
    ) where Arguments == (A, B, C, D, E, F, G, H) {
        self.init(
            provider,
            name,
            level,
            [
                a.description, b.description, c.description, d.description, e.description,
                f.description, g.description, h.description,
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
        F: FieldValue,
        G: FieldValue,
        H: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E,
        _ f: @autoclosure () -> F,
        _ g: @autoclosure () -> G,
        _ h: @autoclosure () -> H
    ) where Arguments == (A, B, C, D, E, F, G, H) {
        if event.isEnabled { emit(a(), b(), c(), d(), e(), f(), g(), h()) }
    }

    @inlinable
    @inline(never)
    func emit<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue
    >(_ a: A, _ b: B, _ c: C, _ d: D, _ e: E, _ f: F, _ g: G, _ h: H)
    where Arguments == (A, B, C, D, E, F, G, H) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
            f.write(into: &writer)
            g.write(into: &writer)
            h.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 9 fields.
    public init<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue
    >(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>,
        _ f: Field<F>,
        _ g: Field<G>,
        _ h: Field<H>,
        _ i: Field<I>
    ) where Arguments == (A, B, C, D, E, F, G, H, I) {
        self.init(
            provider,
            name,
            level,
            [
                a.description, b.description, c.description, d.description, e.description,
                f.description, g.description, h.description, i.description,
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
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E,
        _ f: @autoclosure () -> F,
        _ g: @autoclosure () -> G,
        _ h: @autoclosure () -> H,
        _ i: @autoclosure () -> I
    ) where Arguments == (A, B, C, D, E, F, G, H, I) {
        if event.isEnabled { emit(a(), b(), c(), d(), e(), f(), g(), h(), i()) }
    }

    @inlinable
    @inline(never)
    func emit<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue
    >(_ a: A, _ b: B, _ c: C, _ d: D, _ e: E, _ f: F, _ g: G, _ h: H, _ i: I)
    where Arguments == (A, B, C, D, E, F, G, H, I) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
            f.write(into: &writer)
            g.write(into: &writer)
            h.write(into: &writer)
            i.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 10 fields.
    public init<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue
    >(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>,
        _ f: Field<F>,
        _ g: Field<G>,
        _ h: Field<H>,
        _ i: Field<I>,
        _ j: Field<J>
    ) where Arguments == (A, B, C, D, E, F, G, H, I, J) {
        self.init(
            provider,
            name,
            level,
            [
                a.description, b.description, c.description, d.description, e.description,
                f.description, g.description, h.description, i.description, j.description,
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
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E,
        _ f: @autoclosure () -> F,
        _ g: @autoclosure () -> G,
        _ h: @autoclosure () -> H,
        _ i: @autoclosure () -> I,
        _ j: @autoclosure () -> J
    ) where Arguments == (A, B, C, D, E, F, G, H, I, J) {
        if event.isEnabled { emit(a(), b(), c(), d(), e(), f(), g(), h(), i(), j()) }
    }

    @inlinable
    @inline(never)
    func emit<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue
    >(_ a: A, _ b: B, _ c: C, _ d: D, _ e: E, _ f: F, _ g: G, _ h: H, _ i: I, _ j: J)
    where Arguments == (A, B, C, D, E, F, G, H, I, J) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
            f.write(into: &writer)
            g.write(into: &writer)
            h.write(into: &writer)
            i.write(into: &writer)
            j.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 11 fields.
    public init<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue,
        K: FieldValue
    >(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>,
        _ f: Field<F>,
        _ g: Field<G>,
        _ h: Field<H>,
        _ i: Field<I>,
        _ j: Field<J>,
        _ k: Field<K>
    ) where Arguments == (A, B, C, D, E, F, G, H, I, J, K) {
        self.init(
            provider,
            name,
            level,
            [
                a.description, b.description, c.description, d.description, e.description,
                f.description, g.description, h.description, i.description, j.description,
                k.description,
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
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue,
        K: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E,
        _ f: @autoclosure () -> F,
        _ g: @autoclosure () -> G,
        _ h: @autoclosure () -> H,
        _ i: @autoclosure () -> I,
        _ j: @autoclosure () -> J,
        _ k: @autoclosure () -> K
    ) where Arguments == (A, B, C, D, E, F, G, H, I, J, K) {
        if event.isEnabled { emit(a(), b(), c(), d(), e(), f(), g(), h(), i(), j(), k()) }
    }

    @inlinable
    @inline(never)
    func emit<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue,
        K: FieldValue
    >(_ a: A, _ b: B, _ c: C, _ d: D, _ e: E, _ f: F, _ g: G, _ h: H, _ i: I, _ j: J, _ k: K)
    where Arguments == (A, B, C, D, E, F, G, H, I, J, K) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
            f.write(into: &writer)
            g.write(into: &writer)
            h.write(into: &writer)
            i.write(into: &writer)
            j.write(into: &writer)
            k.write(into: &writer)
        }
    }
}

extension Tracepoint {
    /// Describes a tracepoint with 12 fields.
    public init<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue,
        K: FieldValue,
        L: FieldValue
    >(
        _ provider: String,
        _ name: String,
        level: LogLevel = .info,
        _ a: Field<A>,
        _ b: Field<B>,
        _ c: Field<C>,
        _ d: Field<D>,
        _ e: Field<E>,
        _ f: Field<F>,
        _ g: Field<G>,
        _ h: Field<H>,
        _ i: Field<I>,
        _ j: Field<J>,
        _ k: Field<K>,
        _ l: Field<L>
    ) where Arguments == (A, B, C, D, E, F, G, H, I, J, K, L) {
        self.init(
            provider,
            name,
            level,
            [
                a.description, b.description, c.description, d.description, e.description,
                f.description, g.description, h.description, i.description, j.description,
                k.description, l.description,
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
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue,
        K: FieldValue,
        L: FieldValue
    >(
        _ a: @autoclosure () -> A,
        _ b: @autoclosure () -> B,
        _ c: @autoclosure () -> C,
        _ d: @autoclosure () -> D,
        _ e: @autoclosure () -> E,
        _ f: @autoclosure () -> F,
        _ g: @autoclosure () -> G,
        _ h: @autoclosure () -> H,
        _ i: @autoclosure () -> I,
        _ j: @autoclosure () -> J,
        _ k: @autoclosure () -> K,
        _ l: @autoclosure () -> L
    ) where Arguments == (A, B, C, D, E, F, G, H, I, J, K, L) {
        if event.isEnabled { emit(a(), b(), c(), d(), e(), f(), g(), h(), i(), j(), k(), l()) }
    }

    @inlinable
    @inline(never)
    func emit<
        A: FieldValue,
        B: FieldValue,
        C: FieldValue,
        D: FieldValue,
        E: FieldValue,
        F: FieldValue,
        G: FieldValue,
        H: FieldValue,
        I: FieldValue,
        J: FieldValue,
        K: FieldValue,
        L: FieldValue
    >(
        _ a: A,
        _ b: B,
        _ c: C,
        _ d: D,
        _ e: E,
        _ f: F,
        _ g: G,
        _ h: H,
        _ i: I,
        _ j: J,
        _ k: K,
        _ l: L
    ) where Arguments == (A, B, C, D, E, F, G, H, I, J, K, L) {
        event.emit { writer in
            a.write(into: &writer)
            b.write(into: &writer)
            c.write(into: &writer)
            d.write(into: &writer)
            e.write(into: &writer)
            f.write(into: &writer)
            g.write(into: &writer)
            h.write(into: &writer)
            i.write(into: &writer)
            j.write(into: &writer)
            k.write(into: &writer)
            l.write(into: &writer)
        }
    }
}
