// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
// The tracer as a library for programs that are not written in Swift; `build` beside this file
// makes it.

import PackageDescription

let package = Package(
    name: "plume-tracer",
    products: [
        .library(name: "plume-tracer", type: .dynamic, targets: ["PlumeTracer"])
    ],
    dependencies: [.package(name: "plume", path: "../..", traits: [])],
    targets: [
        .target(
            name: "PlumeTracer",
            dependencies: [.product(name: "Tracer", package: "plume")],
            linkerSettings: [
                // The Swift library is inside and hidden, so that the program may have another.
                .unsafeFlags([
                    "-static-stdlib", "-Xlinker", "-soname=libplume-tracer.so.0",
                    "-Xlinker", "--version-script=\(Context.packageDirectory)/exports.map",
                    "-Xlinker", "-Bsymbolic", "-Xlinker", "-z", "-Xlinker", "nodelete",
                    "-Xlinker", "--gc-sections", "-Xlinker", "-z", "-Xlinker", "now",
                ])
            ]
        )
    ]
)
