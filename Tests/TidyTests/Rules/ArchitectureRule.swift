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

    /// A target where the map shows it.
    struct Place: Equatable {
        let name: String
        let isFenced: Bool
        /// The number of its row: it may use those of rows before it.
        let row: Int
        let ring: String
    }

    /// The targets in the order of the map.
    static func places(in text: String) -> [Place] {
        var places: [Place] = []
        var ring = ""
        for (row, line) in text.split(separator: "\n").enumerated() where line.hasPrefix("|") {
            let cells = line.split(separator: "|")
            guard cells.count == 3 else { continue }
            if let label = cells[0].split(separator: " ").first { ring = String(label) }
            for match in cells[1].matches(of: /`(\w+)`( \*\*F\*\*)?/) {
                let name = String(match.output.1)
                places.append(
                    Place(name: name, isFenced: match.output.2 != nil, row: row, ring: ring)
                )
            }
        }
        return places
    }

    /// What the map says otherwise than the other descriptions of the same graph.
    static func findings(in text: String, manifest: Manifest) -> [Finding] {
        let places = places(in: text)
        let rows = Dictionary(places.map { ($0.name, $0.row) }, uniquingKeysWith: min)
        var findings: [Finding] = []
        for place in places {
            if place.isFenced != FenceRule.fence.contains(place.name) {
                findings.append(Finding("\(place.name) is fenced here or there alone"))
            }
            if place.ring != TargetMap.ring(of: place.name) {
                findings.append(Finding("\(place.name) is in another ring"))
            }
        }
        for target in manifest.targets where !target.isTest {
            for used in target.targets {
                guard let own = rows[target.name], let other = rows[used] else { continue }
                // A row may show what goes together.
                if other > own { findings.append(Finding("\(used) stands below \(target.name)")) }
            }
        }
        return findings
    }
}
