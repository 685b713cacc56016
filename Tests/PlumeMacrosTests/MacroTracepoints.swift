// SPDX-License-Identifier: Apache-2.0

#if Macros
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
    size: UInt32,
    state: Int64,
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

@Tracepoint("macro-test")
func integers(
    a: Int8,
    b: Int16,
    c: Int32,
    d: Int64,
    e: Int128,
    f: UInt8,
    g: UInt16,
    h: UInt32,
    i: UInt64,
    j: UInt128,
    k: Int,
    l: UInt
)

@Tracepoint("macro-test", name: "nothing-at-all")
func empty()

@Tracepoint("macro-test", name: "unusual_name")
func `unusual name`(in first: UInt8, `repeat`: UInt8, _ `default`: UInt8)

@MainActor
@Tracepoint("macro-test")
func isolated(value: Int)

enum Namespace {
    @Tracepoint("macro-test")
    static func inside(key: String)

    static func useInside(_ key: () -> String) {
        #trace(self.inside(key: key()))
    }
}

actor Worker {
    @Tracepoint("macro-test")
    static func worked(count: Int)

    private var count = 0

    func work() {
        count += 1
        #trace(Self.worked(count: count))
    }
}

struct OneShot {
    var value: UInt64

    func emit(_ text: () -> String) {
        #event(
            "macro-test",
            "once",
            level: .warning,
            ["value": value as UInt64, "the_text": String(text()), "negative": -5, "yes": true]
        )
        #event("macro-test", "bare")
    }
}
#endif
