// SPDX-License-Identifier: Apache-2.0

/// The package depends only along the map, and on other packages only where a decision says so.
enum DependencyRule {
    static func findings(inManifest text: String) -> [Finding] {
        let targets = Manifest(text).targets
        if targets.isEmpty { return [Finding("no target was found")] }
        return targets.flatMap(findings)
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
