// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// The settings of the package above, so that the example shows what it asks of its users.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

let package = Package(
    name: "plume-examples",
    dependencies: [
        .package(name: "plume", path: "..", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        // The protocol and the data, without a socket in sight.
        .target(name: "KeyValue", swiftSettings: strict),

        // Sockets, signals, command line and tracepoints.
        .executableTarget(
            name: "kv-server",
            dependencies: [
                "KeyValue",
                .product(name: "Plume", package: "plume"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "KeyValueTests",
            dependencies: ["KeyValue"],
            swiftSettings: strict
        ),
    ]
)
