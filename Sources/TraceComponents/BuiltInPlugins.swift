// SPDX-License-Identifier: Apache-2.0

public import TraceGraph
internal import TraceText

/// The plug-ins that are part of the program.
public enum BuiltInPlugins {
    /// All of them.
    public static let all = [ctf, text, utils]

    /// CTF traces.
    public static let ctf = Plugin(
        "ctf",
        summary: "CTF input and output",
        classes: [CTFComponent.componentClass, CTFSinkComponent.componentClass]
    )

    /// Text.
    public static let text = Plugin(
        "text",
        summary: "Plain text input and output",
        classes: [
            KernelLogComponent.componentClass, PrettyComponent.componentClass,
            DetailsComponent.componentClass, JSONLinesComponent.componentClass,
            CSVComponent.componentClass,
        ]
    )

    /// What all traces have use for.
    public static let utils = Plugin(
        "utils",
        summary: "Common filters and sinks",
        classes: [
            MuxerComponent.componentClass, TrimmerComponent.componentClass,
            CounterComponent.componentClass, DummyComponent.componentClass,
        ]
    )
}
