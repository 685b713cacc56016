// SPDX-License-Identifier: Apache-2.0

/// A comment of a source file: one line of it when it has several.
struct Comment: Hashable {
    /// The line, counted from 1.
    let line: Int
    /// The words, without the slashes and stars around them.
    let text: String
    /// Whether it documents a declaration.
    let isDocumentation: Bool
}
