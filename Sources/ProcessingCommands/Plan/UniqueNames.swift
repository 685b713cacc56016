// SPDX-License-Identifier: Apache-2.0

/// The names of components, of which no two are the same.
struct UniqueNames: Hashable, Sendable {
    private var taken: Set<String> = []

    /// Takes a name; false when it is taken already.
    mutating func take(_ name: String) -> Bool { taken.insert(name).inserted }

    /// Takes a name, with a number behind it when it is taken already.
    mutating func unique(_ name: String) -> String {
        if take(name) { return name }
        var number = 0
        while !take("\(name)-\(number)") { number += 1 }
        return "\(name)-\(number)"
    }
}
