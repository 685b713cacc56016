// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader

/// Prints the values of a record as ``FieldWalk`` comes to them.
///
/// Nodes are named by their index in the plan. Optionals and variants give their content in their
/// own place.
package protocol FieldVisitor {
    /// A structure begins; it has so many members to print.
    mutating func beginStructure(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer)
    /// A member begins; the number counts the members printed before it.
    mutating func beginMember(
        _ plan: FieldPlan,
        _ node: Int,
        number: Int,
        _ text: inout TextBuffer
    )
    /// A member ends.
    mutating func endMember(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer)
    /// A structure ends, after so many members.
    mutating func endStructure(
        _ plan: FieldPlan,
        _ node: Int,
        count: Int,
        _ text: inout TextBuffer
    )
    /// An array begins.
    mutating func beginArray(_ count: UInt64, _ text: inout TextBuffer)
    /// An element begins.
    mutating func beginElement(_ number: UInt64, _ text: inout TextBuffer)
    /// An element ends.
    mutating func endElement(_ text: inout TextBuffer)
    /// An array ends.
    mutating func endArray(_ count: UInt64, _ text: inout TextBuffer)
    /// The content of an optional is absent.
    mutating func absent(_ text: inout TextBuffer)
    /// A single value.
    mutating func value(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    )
}
