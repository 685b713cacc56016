// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-arities and then formatted.

public import SideDescription
public import Tracer

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
