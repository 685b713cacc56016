// SPDX-License-Identifier: Apache-2.0

package import SideDescription

/// How long the records of a channel's events are.
///
/// The shapes of all events are steps in one array, so that a walk over millions of records counts
/// no references and follows no pointers.
package struct RecordShapes: Sendable {
    /// By event id; nil for ids that were never given.
    private(set) var shapes: [RecordShape?] = [nil]
    /// The steps that the shapes name.
    private(set) var steps: [RecordStep] = []

    /// No events yet.
    package init() {}

    /// One more than the largest event id.
    var count: Int { shapes.count }

    /// Adds an event, or describes one anew.
    ///
    /// - Parameters:
    ///   - id: its id.
    ///   - description: its fields.
    ///   - contexts: what the channel records before them.
    package mutating func define(
        id: UInt16,
        _ description: SideEventDescription,
        contexts: [SideField] = []
    ) {
        var compiler = RecordShapeCompiler(after: steps)
        let shape = compiler.shape(description, contexts)
        steps = compiler.steps
        let missing = Int(id) + 1 - shapes.count
        if missing > 0 { shapes += Array(repeating: nil, count: missing) }
        shapes[Int(id)] = shape
    }
}
