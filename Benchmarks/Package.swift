// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
    name: "plume-benchmarks",
    dependencies: [.package(name: "plume", path: "..", traits: [])],
    targets: [
        .target(name: "CBenchmark"),
        .executableTarget(
            name: "hot-path",
            dependencies: ["CBenchmark", .product(name: "Plume", package: "plume")]
        ),
        .executableTarget(
            name: "context-cost",
            dependencies: ["CBenchmark", .product(name: "Plume", package: "plume")]
        ),
        .executableTarget(
            name: "traced",
            dependencies: ["CBenchmark", .product(name: "Plume", package: "plume")]
        ),
        .executableTarget(name: "plain", dependencies: ["CBenchmark"]),
    ],
    // The loops share their results between threads by hand, as a benchmark must.
    swiftLanguageModes: [.v5]
)
