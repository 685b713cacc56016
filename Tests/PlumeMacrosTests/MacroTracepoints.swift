// SPDX-License-Identifier: Apache-2.0

import PlumeMacros

@Tracepoint(
    "macro-test",
    level: .notice,
    fields: [
        "size": .all(.unit("By"), .base(16)), "state": .labels(["idle": 0, "busy": 1]),
        "body": .mediaType("application/json"),
    ]
)
func everything(
    small: UInt8,
    negative: Int16,
    size: UInt32,
    state: Int64,
    wide: Int128,
    single: Float,
    double: Double,
    flag: Bool,
    text: String,
    literal: StaticString,
    body: Bytes,
    numbers: [UInt32],
    present: UInt32?,
    absent: String?
)

@Tracepoint("macro-test", name: "nothing-at-all")
func empty()

enum Namespace {
    @Tracepoint("macro-test")
    static func inside(key: String)
}

func emitOnce(_ value: UInt64, _ text: () -> String) {
    #event(
        "macro-test",
        "once",
        level: .warning,
        ["value": value as UInt64, "text": String(text())]
    )
}
