// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Fields of every type that a value in Swift can be made of.
@Suite("Values of Swift", .enabled(if: Tools.areBuilt))
struct ValueTests {
    /// The events in their order, without the members that tell lengths and presence.
    private static let expected = [
        #"texts: { list = [ [0] = "a", [1] = "", [2] = "grün und blau" ], part = "grün","#
            + #" parts = [ [0] = "grün", [1] = "und", [2] = "blau" ], literals = [ [0] = "x" ],"#
            + " slice = [ [0] = 8, [1] = 9 ],"
            + " blobs = [ [0] = { value = { 01 02 } }, [1] = { value = { } } ] }",
        #"texts: { list = [ ], part = "", parts = [ ], literals = [ ], slice = [ ], blobs = [ ] }"#,
        #"compounds: { states = [ [0] = ( "busy" : container = 1 ),"#
            + #" [1] = ( "idle" : container = 0 ) ],"#
            + #" points = [ [0] = { x = -1, names = [ [0] = "p", [1] = "q" ] },"#
            + " [1] = { x = 2, names = [ ] } ],"
            + " matrix = [ [0] = { value = [ [0] = 1, [1] = 2 ] }, [1] = { value = [ ] },"
            + " [2] = { value = [ [0] = 3 ] } ],"
            + " gaps = [ [0] = { value = <none> }, [1] = { value = { 5 } } ],"
            + #" flags = [ [0] = true, [1] = false ], maybe = { [ [0] = "m" ] } }"#,
        "compounds: { states = [ ], points = [ ], matrix = [ ], gaps = [ ], flags = [ ],"
            + " maybe = <none> }",
        #"hashed: { counts = [ [0] = { key = "one", value = 1 } ],"#
            + #" lists = [ [0] = { key = 7, value = [ [0] = "s", [1] = "t" ] } ],"#
            + #" set = [ [0] = "u" ], none = [ ] }"#,
        #"raw: { method = "PUT", methods = [ [0] = "GET", [1] = "PUT" ], identity = 0xFF,"#
            + " port = 80, maybe = <none>, mask = { 0xBEEF } }",
    ]

    @Test("are in the trace as they were in the program")
    func values() throws {
        let folder = TemporaryFolder()
        let trace = folder.path("trace")
        let record = try Finished(
            [Tools.plume, "record", "--json", "--output", trace, "--", Tools.program("values")]
        )
        #expect(record.status == 0, "\(record.errors)")
        #expect(record.output.contains(#""tooBig":1"#), "\(record.output)")
        let convert = try Finished([Tools.plume, "convert", trace])
        let events = convert.output.split(separator: "\n").map { line in
            var line = String(line)
            line.replace(#/^.* values:([a-z]+: )(?:\{[^{}]*\}, )+/#) { $0.output.1 }
            line.replace(
                #/_[a-z]+_(?:length|present) = (?:[a-z0-9]+|\{ [0-9]+ \}|<none>), /#,
                with: ""
            )
            return line
        }
        #expect(events.filter { !$0.hasPrefix("large") } == Self.expected)
        let large = events.filter { $0.hasPrefix("large") }
        #expect(large.count == 1)
        #expect(large.first?.hasSuffix(#"[9999] = "xyz" ], last = 1 }"#) == true)
    }
}
