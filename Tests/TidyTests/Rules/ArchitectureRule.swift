// SPDX-License-Identifier: Apache-2.0

/// The map names each target, and no target that is not there.
enum ArchitectureRule {
    static func findings(in text: String, targets: Set<String>) -> [Finding] {
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
        let named = Set(
            rows.flatMap { row in
                row.split(separator: "|").prefix(2).flatMap { cell in
                    cell.matches(of: /`(\w+)`/).map { String($0.output.1) }
                }
            }
        )
        return targets.subtracting(named).sorted().map { Finding("\($0) is not on the map") }
            + named.subtracting(targets).sorted().map { Finding("\($0) does not exist") }
    }
}
