// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The targets that a Package.swift declares, read from its text.
///
/// Running the package manager from a test would wait for the lock that the test run holds.
struct Manifest {
    /// A target and what it depends on.
    struct Target: Hashable {
        var name: String
        var isTest: Bool
        /// Targets of the same package.
        var targets: [String] = []
        /// Other packages.
        var packages: [String] = []
    }

    let targets: [Target]

    init(_ text: String) {
        targets = text.matches(
            of: /(?:\.target|\.executableTarget|\.macro|\.testTarget|\blibrary|\btests)(?=\()/
        ).compactMap { match in
            // Helper functions are declared, and products written, in the same form.
            let before = text[..<match.range.lowerBound]
            if before.hasSuffix("func ") || before.hasSuffix(".") { return nil }
            let call = Self.balanced(text[match.range.upperBound...])
            return Self.target(kind: match.output, call: String(call))
        }
    }

    /// The text from an opening parenthesis to the one that closes it.
    private static func balanced(_ text: Substring) -> Substring {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0 { return text[...index] }
        }
        return text
    }

    private static func target(kind: Substring, call: String) -> Target? {
        var rest = call
        // Targets that only tests use live beside them.
        let isInTests = call.contains(#"path: "Tests/"#)
        if let settings = rest.firstMatch(
            of: /(?:swiftSettings|cSettings|linkerSettings|exclude|path|resources):/
        ) {
            rest = String(rest[..<settings.range.lowerBound])
        }
        let products = rest.matches(of: /\.product\(\s*name: "[^"]+",\s*package: "([^"]+)"\s*\)/)
        var packages = products.map { String($0.output.1) }
        // Products behind a trait have a name of their own in the manifest.
        if rest.contains(/\bswiftSyntax\b/) { packages.append("swift-syntax") }
        if rest.contains(/\bargumentParser\b/) { packages.append("swift-argument-parser") }
        rest.replace(/\.product\([^)]*\)/, with: "")
        var strings = rest.matches(of: /"([^"]+)"/).map { String($0.output.1) }
        guard !strings.isEmpty else { return nil }
        let name = strings.removeFirst()
        let isHelper = kind == "tests"
        return Target(
            name: isHelper ? name + "Tests" : name,
            isTest: isHelper || isInTests || kind == ".testTarget",
            targets: strings + (isHelper ? [name] : []),
            packages: packages
        )
    }
}
