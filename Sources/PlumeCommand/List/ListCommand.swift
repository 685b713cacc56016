// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `plume list`: shows the tracepoints of a program.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the tracepoints of a program."
    )

    @Argument(help: "The file of a program, or the id of a running process.")
    var program: String

    func run() throws {}
}
