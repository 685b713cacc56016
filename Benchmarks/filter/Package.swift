// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// `run` links the libraries into this package, since they are no products of the other.
let package = Package(
    name: "plume-filter-benchmark",
    targets: [
        .target(name: "SideDescription", swiftSettings: settings),
        .target(
            name: "EventFilter",
            dependencies: ["SideDescription"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "filter-cost",
            dependencies: ["EventFilter", "SideDescription"],
            swiftSettings: settings
        ),
    ]
)
