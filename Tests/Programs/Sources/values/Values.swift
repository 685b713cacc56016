// SPDX-License-Identifier: Apache-2.0

import Plume

enum State: UInt8, FieldEnumeration { case idle, busy }
enum Method: String, FieldValue {
    case get = "GET"
    case put = "PUT"
}

struct Identity: RawRepresentable, FieldValue { var rawValue: UInt32 }
/// A scalar with a raw value is still recorded as its bytes.
struct Port: RawRepresentable, FieldScalar { var rawValue: UInt16 }

struct Point: FieldStructure {
    var x: Int32
    var names: [String]

    static let members: [SideField] = [.member("x", Int32.self), .member("names", [String].self)]

    func write(into writer: inout RecordWriter) {
        x.write(into: &writer)
        names.write(into: &writer)
    }
}

let texts = Tracepoint(
    "values",
    "texts",
    Field<[String]>("list"),
    Field<Substring>("part"),
    Field<[Substring]>("parts"),
    Field<[StaticString]>("literals"),
    Field<ArraySlice<UInt16>>("slice"),
    Field<[Bytes]>("blobs")
)
let compounds = Tracepoint(
    "values",
    "compounds",
    Field<[State]>("states"),
    Field<[Point]>("points"),
    Field<[[Int16]]>("matrix"),
    Field<[Int8?]>("gaps"),
    Field<[Bool]>("flags"),
    Field<[String]?>("maybe")
)
let hashed = Tracepoint(
    "values",
    "hashed",
    Field<[String: Int]>("counts"),
    Field<[UInt8: [String]]>("lists"),
    Field<Set<String>>("set"),
    Field<[String: Bool]>("none")
)
let raw = Tracepoint(
    "values",
    "raw",
    Field<Method>("method"),
    Field<[Method]>("methods"),
    Field<Identity>("identity", base: 16),
    Field<Port>("port"),
    Field<Method?>("maybe"),
    Field<Int32?>("mask", base: 16)
)
let large = Tracepoint("values", "large", Field<[String]>("list"), Field<UInt8>("last"))

@main
struct Values {
    static func main() {
        let text = "gr\u{FC}n und blau"
        texts(
            ["a", "", text],
            text.prefix(4),
            text.split(separator: " "),
            ["x"],
            [7, 8, 9][1...],
            [
                Bytes([1, 2]), Bytes([]),
            ]
        )
        texts([], "", [], [], [], [])
        compounds(
            [.busy, .idle],
            [Point(x: -1, names: ["p", "q"]), Point(x: 2, names: [])],
            [[1, 2], [], [3]],
            [nil, 5],
            [true, false],
            ["m"]
        )
        compounds([], [], [], [], [], nil)
        hashed(["one": 1], [7: ["s", "t"]], ["u"], [:])
        raw(.put, [.get, .put], Identity(rawValue: 255), Port(rawValue: 80), nil, 0xBEEF)
        large(Array(repeating: "xyz", count: 10_000), 1)
        // Too large for any record.
        large(Array(repeating: "xyz", count: 1_000_000), 2)
    }
}
