// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-arities and then formatted.

public import SideDescription
public import Tracer

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
