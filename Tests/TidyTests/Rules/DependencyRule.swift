// SPDX-License-Identifier: Apache-2.0

/// The package depends only along the map, and on other packages only where a decision says so.
enum DependencyRule {
    static func findings(inManifest text: String) -> [Finding] {
        let targets = Manifest(text).targets
        if targets.isEmpty { return [Finding("no target was found")] }
        return targets.flatMap(findings)
    }

    /// Each target names the targets that its files import, and no others.
    ///
    /// - Parameters:
    ///   - manifest: the targets and what they say.
    ///   - imports: by target, the modules that its files import or name as where a macro is.
    /// - Returns: what is imported and not named, or the contrary.
    static func findings(in manifest: Manifest, imports: [String: Set<String>]) -> [Finding] {
        let names = Set(manifest.targets.map(\.name))
        return manifest.targets.flatMap { target -> [Finding] in
            guard let imported = imports[target.name] else { return [] }
            let named = Set(target.targets)
            return imported.intersection(names).subtracting(named).sorted().map {
                Finding("\(target.name) imports \($0) and does not name it")
            }
                + named.subtracting(imported).sorted().map {
                    Finding("\(target.name) names \($0) and does not import it")
                }
        }
    }

    /// What a package that builds some of the targets once more says otherwise than the first.
    static func findings(in copy: Manifest, of manifest: Manifest) -> [Finding] {
        let targets = Dictionary(
            manifest.targets.map { ($0.name, Set($0.targets)) },
            uniquingKeysWith: { first, _ in first }
        )
        return copy.targets.compactMap { target in
            guard let wanted = targets[target.name], wanted != Set(target.targets) else {
                return nil
            }
            return Finding("\(target.name) depends on \(wanted.sorted())")
        }
    }

    private static func findings(_ target: Manifest.Target) -> [Finding] {
        var findings: [Finding] = []
        if !target.isTest {
            if !TargetMap.isKnown(target.name) {
                findings.append(Finding("\(target.name) has no place on the map"))
            }
            for used in target.targets {
                if !TargetMap.isKnown(used) {
                    findings.append(Finding("\(target.name) depends on \(used), not on the map"))
                } else if !TargetMap.allows(target.name, toUse: used) {
                    findings.append(Finding("\(target.name) may not depend on \(used)"))
                }
            }
        }
        for package in target.packages
        where !TargetMap.allows(target.name, toUsePackage: package) {
            findings.append(Finding("\(target.name) may not depend on \(package)"))
        }
        return findings
    }
}
