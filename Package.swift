// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import CompilerPluginSupport
import PackageDescription

// The settings every Swift target is built with, from the first commit on.
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

/// A library target of the map in ARCHITECTURE.md, and its unit tests when it has some.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: strict
    )
}

// What only some users need stands behind a trait: a package that a trait which is off would need
// is neither fetched nor built.
let swiftSyntax: [Target.Dependency] = [
    "SwiftSyntax", "SwiftSyntaxBuilder", "SwiftSyntaxMacros", "SwiftSyntaxMacroExpansion",
    "SwiftDiagnostics", "SwiftParser", "SwiftCompilerPlugin",
].map { .product(name: $0, package: "swift-syntax", condition: .when(traits: ["Macros"])) }
let argumentParser: Target.Dependency =
    .product(
        name: "ArgumentParser",
        package: "swift-argument-parser",
        condition: .when(traits: ["Command"])
    )

let package = Package(
    name: "plume",
    products: [
        .library(name: "Plume", targets: ["Plume"]),
        .library(name: "PlumeMacros", targets: ["PlumeMacros"]),
        .library(name: "SideRuntime", targets: ["SideRuntime"]),
        .library(name: "Tracer", targets: ["Tracer"]),
        .library(name: "CProbe", targets: ["CProbe"]),
        .executable(name: "plume", targets: ["PlumeCommand"]),
    ],
    traits: [
        // The tool is built by `swift build --product plume`, without options.
        .default(enabledTraits: ["Command"]),
        .trait(
            name: "Command",
            description: "What the tool needs: programs that are traced say `traits: []`."
        ),
        .trait(
            name: "Macros",
            description: "`@Tracepoint`, `#trace` and `#event` of PlumeMacros; builds swift-syntax."
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    ],
    targets: [
        // Ring 0: values.
        library("TraceModel"),
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

        // Ring 1: bytes and the kernel.
        .target(name: "CPlume"),
        .target(name: "CSide"),
        .target(name: "CProbe"),
        library("Bytes"),
        library("SystemCalls", ["Bytes", "CPlume"]),
        library("RingBuffer", ["CPlume", "Bytes", "SystemCalls"]),

        // Ring 2a: what an instrumented program links.
        library("SideRuntime", ["CSide"]),
        library(
            "Tracer",
            [
                "CPlume", "CSide", "SystemCalls", "RingBuffer", "SideDescription", "SideRuntime",
                "MessageCoding", "ProgramProtocol", "EventContext", "EventFilter",
            ]
        ),
        library("Plume", ["SideDescription", "Tracer"]),
        // Without the trait `Macros`, the sources of these and of their tests are empty.
        .macro(
            name: "PlumeMacrosPlugin",
            dependencies: ["SideDescription"] + swiftSyntax,
            swiftSettings: strict
        ),
        library("PlumeMacros", ["CProbe", "Plume", "PlumeMacrosPlugin"]),

        // Ring 2b: formats.
        library("CTFMetadata", ["TraceModel"]),
        library("CTFReader", ["TraceModel", "Bytes", "SystemCalls", "CTFMetadata"]),
        library("CTFWriter", ["TraceModel", "Bytes", "SystemCalls", "CTFMetadata", "CTFReader"]),
        library("TraceFields", ["TraceModel", "EventFilter", "Bytes", "SystemCalls", "CTFReader"]),
        library("TraceGraph", ["TraceModel", "CTFReader", "TraceFields"]),
        library("ProcessingCommands", ["TraceGraph"]),
        library(
            "TraceText",
            ["TraceModel", "Bytes", "SystemCalls", "CTFReader", "TraceFields", "TraceGraph"]
        ),
        library(
            "TraceComponents",
            [
                "TraceModel", "Bytes", "SystemCalls", "CTFMetadata", "CTFReader", "CTFWriter",
                "TraceGraph", "TraceText",
            ]
        ),
        library(
            "TraceSlices",
            [
                "TraceModel", "Bytes", "SystemCalls", "CTFReader", "TraceFields", "TraceGraph",
                "ProcessingCommands", "TraceText", "TraceComponents",
            ]
        ),
        library(
            "TraceInspection",
            ["TraceModel", "SystemCalls", "CTFMetadata", "CTFReader", "CTFWriter"]
        ),

        // Ring 3: processes.
        library(
            "SessionEngine",
            [
                "TraceModel", "SideDescription", "MessageCoding", "ProgramProtocol", "EventContext",
                "EventFilter", "RecordingPlan", "ToolProtocol",
            ]
        ),
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
        library(
            "SessionHost",
            [
                "TraceModel", "SideDescription", "MessageCoding", "ProgramProtocol", "EventContext",
                "RecordingPlan", "ToolProtocol", "Bytes", "SystemCalls", "RingBuffer", "CTFWriter",
                "SessionEngine", "Consumer",
            ]
        ),
        .executableTarget(
            name: "PlumeCommand",
            dependencies: [
                "TraceModel", "SideDescription", "MessageCoding", "ProgramProtocol", "EventContext",
                "EventFilter", "RecordingPlan", "ToolProtocol", "Bytes", "SystemCalls", "CTFReader",
                "TraceFields", "TraceGraph", "ProcessingCommands", "TraceText", "TraceComponents",
                "TraceSlices", "TraceInspection", "SessionEngine", "RingRecovery", "SessionHost",
                argumentParser,
            ],
            swiftSettings: strict
        ),

        // Tests.
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["CTFReader", "TraceModel"],
            swiftSettings: strict
        ),
        .testTarget(name: "TidyTests", swiftSettings: strict),
        tests("Bytes"),
        tests("SystemCalls", ["Bytes"]),
        tests("RingBuffer", ["Bytes", "CPlume", "SystemCalls"]),
        tests("SideDescription"),
        tests("SideRuntime", ["CSide"]),
        tests("Tracer", ["CPlume", "EventContext", "EventFilter"]),
        tests("EventContext", ["SideDescription"]),
        tests("EventFilter", ["EventContext", "SideDescription"]),
        tests(
            "SessionEngine",
            [
                "EventContext", "EventFilter", "MessageCoding", "ProgramProtocol", "RecordingPlan",
                "SideDescription", "ToolProtocol", "TraceModel",
            ]
        ),
        tests(
            "Consumer",
            [
                "Bytes", "CTFReader", "CTFWriter", "RingBuffer", "RingRecovery", "SideDescription",
                "SystemCalls", "TraceModel",
            ]
        ),
        tests(
            "SessionHost",
            [
                "CTFWriter", "EventFilter", "MessageCoding", "ProgramProtocol", "RecordingPlan",
                "RingBuffer", "SessionEngine", "SideDescription", "SystemCalls", "ToolProtocol",
            ]
        ),
        tests("Plume", ["SideDescription"]),
        tests("MessageCoding"),
        tests("ProgramProtocol", ["MessageCoding"]),
        tests("RecordingPlan", ["SideDescription"]),
        tests(
            "ToolProtocol",
            ["EventFilter", "MessageCoding", "RecordingPlan", "SideDescription"]
        ),
        tests("TraceModel"),
        tests("CTFMetadata", ["TraceModel"]),
        tests("ProcessingCommands", ["TraceGraph"]),
        tests("CTFReader", ["CTFMetadata", "TraceModel"]),
        .testTarget(
            name: "CorpusTests",
            dependencies: [
                "Bytes", "CTFMetadata", "CTFReader", "SystemCalls", "TraceInspection", "TraceModel",
                "TraceSlices", "TraceText",
            ],
            swiftSettings: strict
        ),
        tests(
            "CTFWriter",
            ["CTFReader", "TraceModel"]
        ),
        tests("TraceGraph", ["CTFReader", "TraceModel", "TraceTestSupport"]),
        // What several test targets of traces share.
        .target(
            name: "TraceTestSupport",
            dependencies: ["CTFReader", "TraceGraph", "TraceModel"],
            path: "Tests/TraceTestSupport",
            swiftSettings: strict
        ),
        tests("TraceFields", ["Bytes", "SystemCalls", "TraceModel"]),
        tests(
            "TraceText",
            [
                "Bytes", "CTFReader", "SystemCalls", "TraceComponents", "TraceGraph", "TraceModel",
                "TraceTestSupport",
            ]
        ),
        tests(
            "TraceComponents",
            [
                "Bytes", "CTFReader", "CTFWriter", "SystemCalls", "TraceGraph", "TraceModel",
                "TraceTestSupport",
            ]
        ),
        tests(
            "TraceSlices",
            [
                "Bytes", "CTFMetadata", "CTFReader", "EventFilter", "SystemCalls",
                "TraceComponents", "TraceFields", "TraceGraph", "TraceModel", "TraceTestSupport",
                "TraceText",
            ]
        ),
        tests("TraceInspection", ["CTFMetadata", "CTFReader", "CTFWriter", "TraceModel"]),
        tests("PlumeMacrosPlugin", ["SideDescription"] + swiftSyntax),
        // A client without the strict settings, whose public tracepoints the tests call.
        .target(
            name: "PlumeMacrosFixtures",
            dependencies: ["PlumeMacros"],
            path: "Tests/PlumeMacrosFixtures"
        ),
        tests(
            "PlumeMacros",
            [
                "Bytes", "CPlume", "RingBuffer", "SideDescription", "SystemCalls", "Tracer",
                "PlumeMacrosFixtures",
            ]
        ),
    ]
)
