// SPDX-License-Identifier: Apache-2.0

/// A word or sign of an expression.
struct FilterToken: Hashable, Sendable {
    /// What a token is.
    enum Kind: Hashable, Sendable {
        case integer(Int64)
        case floating(Double)
        case text(FilterText)
        case name(String)
        /// `$ctx`, `$app` or another word after a dollar sign.
        case root(String)
        /// An operator or punctuation sign.
        case symbol(String)
        case end
    }

    /// What it is.
    let kind: Kind
    /// Where it begins, in bytes.
    let offset: Int

    /// How messages call it.
    var name: String {
        switch kind {
        case .integer, .floating: "a number"
        case .text: "a text"
        case .name(let name): "“\(name)”"
        case .root(let name): "“$\(name)”"
        case .symbol(let symbol): "“\(symbol)”"
        case .end: "the end"
        }
    }
}
