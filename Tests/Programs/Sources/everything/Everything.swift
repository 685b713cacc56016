// SPDX-License-Identifier: Apache-2.0

import Plume

enum State: UInt8, FieldEnumeration {
    case idle
    case busy
}

struct Point: FieldStructure {
    var x: Int32
    var name: String

    static let members: [SideField] = [.member("x", Int32.self), .member("name", String.self)]

    func write(into writer: inout RecordWriter) {
        x.write(into: &writer)
        name.write(into: &writer)
    }
}

let integers = Tracepoint(
    "all",
    "integers",
    Field<Int8>("i8"),
    Field<Int16>("i16"),
    Field<Int32>("i32"),
    Field<Int64>("i64"),
    Field<Int128>("i128"),
    Field<UInt8>("u8"),
    Field<UInt16>("u16"),
    Field<UInt32>("u32", base: 16),
    Field<UInt64>("u64"),
    Field<UInt128>("u128")
)
let others = Tracepoint(
    "all",
    "others",
    level: .warning,
    Field<Float>("f"),
    Field<Double>("d", unit: "ms"),
    Field<Bool>("yes"),
    Field<String>("text"),
    Field<StaticString>("literal"),
    Field<Bytes>("blob", mediaType: "image/png"),
    Field<[Int16]>("list"),
    Field<Int32?>("some"),
    Field<String?>("none"),
    Field<State>("state"),
    Field<Point>("point"),
    Field<[UInt8]?>("maybe")
)
let empty = Tracepoint("all", "empty")
let large = Tracepoint("all", "large", Field<String>("text"))

@main
struct Everything {
    static func main() {
        integers(-1, -2, -3, -4, -5, 1, 2, 0xBEEF, 4, UInt128.max)
        others(
            1.5,
            -2.25,
            true,
            "gr\u{FC}n \"q\"\n",
            "lit",
            Bytes([0xDE, 0xAD]),
            [-1, 2],
            7,
            nil,
            .busy,
            Point(x: -9, name: "p"),
            [3]
        )
        empty()
        large(String(repeating: "x", count: 60_000))
        // Too large for any record: it is counted as lost.
        large(String(repeating: "y", count: 70_000))
    }
}
