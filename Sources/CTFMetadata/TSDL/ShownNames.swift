// SPDX-License-Identifier: Apache-2.0

/// The names of members and options as they are shown.
///
/// Writers put an underscore before a name to protect it, for example because it is a reserved
/// word. Readers remove it again.
enum ShownNames {
    /// The names without one leading underscore each, as long as they still differ; nil when none
    /// has any.
    ///
    /// Names with fewer underscores are served first; of two names which would be equal then, the
    /// later one keeps its underscore.
    static func names(_ written: [String]) -> [String]? {
        var protected: [(index: Int, underscores: Int)] = []
        for (index, name) in written.enumerated() {
            let underscores = name.utf8.prefix { $0 == UInt8(ascii: "_") }.count
            if underscores > 0 { protected.append((index, underscores)) }
        }
        guard !protected.isEmpty else { return nil }
        var shown = written
        var taken = Set(written.filter { !$0.hasPrefix("_") })
        protected.sort { ($0.underscores, $0.index) < ($1.underscores, $1.index) }
        for (index, _) in protected {
            let short = String(written[index].dropFirst())
            if !taken.contains(short) { shown[index] = short }
            taken.insert(shown[index])
        }
        return shown
    }
}
