// SPDX-License-Identifier: Apache-2.0

/// The names of components, of which no two are the same.
struct UniqueNames: Hashable, Sendable {
    private var taken: Set<String> = []
    /// For each name that was taken several times, the first number that may be free.
    private var numbers: [String: Int] = [:]

    /// Takes a name; false when it is taken already.
    mutating func take(_ name: String) -> Bool { taken.insert(name).inserted }

    /// Takes a name, with a number behind it when it is taken already.
    mutating func unique(_ name: String) -> String {
        if take(name) { return name }
        var number = numbers[name] ?? 0
        while !take("\(name)-\(number)") { number += 1 }
        numbers[name] = number + 1
        return "\(name)-\(number)"
    }
}
