// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// `run` links the libraries into this package, so that they are built with coverage.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"]),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["CFuzz"] + dependencies,
        swiftSettings: settings,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]
    )
}

let readers: [Target.Dependency] = ["CTFMetadata", "CTFReader", "SystemCalls", "TraceModel"]

let package = Package(
    name: "plume-fuzz",
    targets: [
        library("TraceModel"),
        .target(name: "CPlume"),
        .target(name: "CFuzz"),
        library("Bytes"),
        library("SystemCalls", ["Bytes", "CPlume"]),
        library("CTFMetadata", ["TraceModel"]),
        library("CTFReader", ["TraceModel", "CTFMetadata", "Bytes", "SystemCalls"]),
        library("SideDescription"),
        library("MessageCoding"),
        library("ProgramProtocol", ["MessageCoding"]),
        library("EventContext", ["SideDescription"]),
        library("EventFilter", ["EventContext", "SideDescription"]),
        library("RecordingPlan", ["SideDescription", "EventFilter", "EventContext"]),
        library(
            "ToolProtocol",
            ["SideDescription", "MessageCoding", "EventFilter", "RecordingPlan"]
        ),
        library("RingBuffer", ["CPlume", "Bytes", "SystemCalls"]),
        library("CTFWriter", ["TraceModel", "CTFMetadata", "CTFReader", "Bytes", "SystemCalls"]),
        library(
            "Consumer",
            ["Bytes", "SystemCalls", "RingBuffer", "SideDescription", "TraceModel", "CTFWriter"]
        ),
        library(
            "RingRecovery",
            [
                "Bytes", "SystemCalls", "RingBuffer", "SideDescription", "TraceModel", "CTFWriter",
                "Consumer",
            ]
        ),
        fuzzer("fuzz-metadata", readers),
        fuzzer("fuzz-trace", readers),
        fuzzer("fuzz-messages", ["MessageCoding", "ProgramProtocol", "ToolProtocol"]),
        fuzzer("fuzz-filter", ["EventContext", "EventFilter", "SideDescription"]),
        fuzzer(
            "fuzz-buffers",
            readers + ["Consumer", "RingBuffer", "RingRecovery", "SideDescription"]
        ),
    ]
)
