// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// Programs that the end-to-end tests record. They are ordinary users of the library.
func program(_ name: String) -> Target {
    .executableTarget(name: name, dependencies: [.product(name: "Plume", package: "plume")])
}

let package = Package(
    name: "plume-test-programs",
    products: [.library(name: "LifeLibrary", type: .dynamic, targets: ["LifeLibrary"])],
    dependencies: [.package(name: "plume", path: "../..", traits: [])],
    targets: [
        .target(name: "CTorture"),
        .target(name: "CLife"),
        .target(
            name: "LifeLibrary",
            dependencies: [.product(name: "Plume", package: "plume")]
        ),
        .executableTarget(
            name: "life",
            dependencies: ["CLife", .product(name: "Plume", package: "plume")]
        ),
        .executableTarget(
            name: "torture",
            dependencies: ["CTorture", .product(name: "Plume", package: "plume")]
        ),
        .executableTarget(name: "dirty"),
        .executableTarget(
            name: "two-runtimes",
            dependencies: [.product(name: "SideRuntime", package: "plume")]
        ),
        .executableTarget(
            name: "probed",
            dependencies: [
                .product(name: "CProbe", package: "plume"),
                .product(name: "Plume", package: "plume"),
            ]
        ),
        .executableTarget(
            name: "random",
            dependencies: [
                .product(name: "Plume", package: "plume"),
                .product(name: "Tracer", package: "plume"),
            ]
        ),
        program("contexts"), program("everything"), program("state"),
        program("flight"), program("idle"), program("hostile"), program("wrong"), program("shop"),
        program("burst"), program("requests"), program("values"),
    ],
    // These programs share memory between threads and processes on purpose, and the concurrency
    // checks of Swift 6.3.1 crash on one of them.
    swiftLanguageModes: [.v5]
)
