// SPDX-License-Identifier: Apache-2.0

/// The text of places in fragments.
enum Place {
    /// How many characters of a path are kept at either end.
    private static let kept = 200

    /// A fragment and a path in it, of which the middle is left out when it is very long.
    static func text(fragment: Int, path: String) -> String {
        var path = path
        if path.count > 2 * kept + 3 { path = path.prefix(kept) + "..." + path.suffix(kept) }
        return "fragment \(fragment)" + (path.isEmpty ? "" : ", $" + path)
    }
}
