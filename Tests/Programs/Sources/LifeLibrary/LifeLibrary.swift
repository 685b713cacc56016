// SPDX-License-Identifier: Apache-2.0

import Plume

let libraryStep = Tracepoint("library", "step", Field<UInt32>("number"))

/// Emits one event of a library that is loaded while the program runs.
@c(life_library_emit)
public func emitFromLibrary(_ number: UInt32) {
    libraryStep(number)
}
