// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("Metadata checks")
struct MetadataCheckTests {
    private static let preamble = #"{"type":"preamble","version":2}"#
    private static let stream = #"{"type":"data-stream-class"}"#

    private func problem(_ fragments: [String]) -> CTFError? {
        let text = fragments.map { "\u{1E}\($0)\n" }.joined()
        do throws(CTFError) {
            _ = try MetadataParser.parse(Array(text.utf8), path: "metadata")
            return nil
        } catch {
            return error
        }
    }

    private func payload(_ members: String) -> [String] {
        [
            Self.preamble, Self.stream,
            #"{"type":"event-record-class","payload-field-class":{"type":"structure","#
                + #""member-classes":["# + members + "]}}",
        ]
    }

    @Test("A minimal metadata stream is accepted")
    func minimal() {
        #expect(problem([Self.preamble, Self.stream]) == nil)
    }

    @Test(
        "The leniencies of RFC 7464 are there",
        arguments: [
            "\u{1E}\(preamble)\u{1E}\(stream)",
            "\u{1E}\u{1E} \u{1E}\(preamble)\n\u{1E}\(stream)\u{1E}",
            "\u{1E}\n\t \(preamble)\r\n\n\u{1E}\(stream) ",
        ]
    )
    func leniency(text: String) throws {
        #expect(try MetadataParser.parse(Array(text.utf8)).dataStreamClasses.count == 1)
        var parser = IncrementalMetadataParser()
        try parser.append(Array(text.utf8))
        #expect(try parser.snapshot()?.dataStreamClasses.count == 1)
    }

    @Test(
        "Texts which are no sequence of objects are refused",
        arguments: [
            "\u{1E}", "\u{1E}\(preamble)\(stream)", "\u{1E}\(preamble)\n\u{1E}{",
            "\(preamble)", "\u{1E}[]", "\u{1E}\(preamble)\u{1E}2",
        ]
    )
    func noSequence(text: String) {
        #expect(throws: CTFError.self) { try MetadataParser.parse(Array(text.utf8)) }
    }

    @Test("Empty metadata is refused with a remedy")
    func empty() throws {
        let error = try #require(throws: CTFError.self) { try MetadataParser.parse([]) }
        #expect(error.problem == "the metadata stream is empty")
        #expect(!error.remedy.isEmpty)
    }

    @Test("An error tells the fragment and the JSON path")
    func place() {
        let error = problem(
            payload(
                #"{"name":"a","field-class":{"type":"fixed-length-boolean","length":0,"#
                    + #""byte-order":"little-endian"}}"#
            )
        )
        #expect(
            error?.description
                == "metadata: fragment 3, $.payload-field-class.member-classes[0].field-class: "
                + "\"length\" is 0. It must be from 1 to 1048576"
        )
    }

    @Test("Extensions are refused by name")
    func extensions() {
        let error = problem([
            #"{"type":"preamble","version":2,"extensions":{"x":{"piano":null}}}"#, Self.stream,
        ])
        #expect(error?.kind == .unsupported)
        #expect(error?.problem.contains("piano") == true)
    }

    @Test(
        "Fragments out of order or repeated are refused",
        arguments: [
            [stream],
            [preamble, preamble, stream],
            [#"{"type":"preamble","version":3}"#],
            [#"{"type":"preamble","version":2,"uuid":[1,2]}"#],
            [preamble, stream, stream],
            [preamble, stream, #"{"type":"trace-class"}"#],
            [preamble, #"{"type":"trace-class"}"#, #"{"type":"trace-class"}"#],
            [preamble, #"{"type":"event-record-class"}"#, stream],
            [
                preamble, stream, #"{"type":"event-record-class"}"#,
                #"{"type":"event-record-class"}"#,
            ],
            [preamble, #"{"type":"data-stream-class","default-clock-class-id":"c"}"#],
            [preamble, #"{"type":"clock-class","id":"c"}"#],
            [preamble, #"{"type":"clock-class","id":"c","frequency":0}"#],
            [
                preamble,
                #"{"type":"clock-class","id":"c","frequency":8,"offset-from-origin":{"cycles":8}}"#,
            ],
            [preamble, #"{"type":"clock-class","id":"c","frequency":8,"origin":"big-bang"}"#],
            [preamble, #"{"type":"piano"}"#],
            [preamble, #"["an array"]"#],
            [preamble, #"{"type":"field-class-alias","name":"a","field-class":"a"}"#],
            [preamble, #"{"type":"trace-class","environment":{"a":1.5}}"#],
            [preamble, #"{"type":"data-stream-class","id":-1}"#],
            [preamble, #"{"type":"data-stream-class","colour":"red"}"#],
        ]
    )
    func order(fragments: [String]) {
        #expect(problem(fragments) != nil)
    }

    @Test(
        "Field classes that break a rule are refused",
        arguments: [
            #"{"type":"piano"}"#,
            #""unknown-alias""#,
            #"{"type":"fixed-length-bit-array","length":8}"#,
            #"{"type":"fixed-length-bit-array","length":8,"byte-order":"mixed-endian"}"#,
            #"{"type":"fixed-length-boolean","length":8,"byte-order":"big-endian","alignment":3}"#,
            #"{"type":"fixed-length-bit-map","length":8,"byte-order":"big-endian","flags":{}}"#,
            #"{"type":"fixed-length-floating-point-number","length":65,"byte-order":"big-endian"}"#,
            #"{"type":"variable-length-unsigned-integer","preferred-display-base":12}"#,
            #"{"type":"variable-length-unsigned-integer","mappings":{"a":[[-1,2]]}}"#,
            #"{"type":"variable-length-signed-integer","mappings":{"a":[[3,2]]}}"#,
            #"{"type":"variable-length-signed-integer","mappings":{"a":[]}}"#,
            #"{"type":"variable-length-signed-integer","roles":[]}"#,
            #"{"type":"variable-length-unsigned-integer","roles":["singer"]}"#,
            #"{"type":"null-terminated-string","encoding":"utf-9"}"#,
            #"{"type":"static-length-string","length":-1}"#,
            #"{"type":"dynamic-length-string","length-field-location":{"path":[]}}"#,
            #"{"type":"dynamic-length-string","length-field-location":{"path":["x"]}}"#,
            #"{"type":"dynamic-length-string","length-field-location":{"path":["s"]}}"#,
            #"{"type":"dynamic-length-blob","length-field-location":{"path":["u",null]}}"#,
            #"{"type":"static-length-array","length":3}"#,
            #"{"type":"optional","field-class":{"type":"structure"},"#
                + #""selector-field-location":{"path":["u"]}}"#,
            #"{"type":"variant","options":[],"selector-field-location":{"path":["u"]}}"#,
            #"{"type":"variant","options":[{"field-class":{"type":"structure"},"#
                + #""selector-field-ranges":[[0,5]]},{"field-class":{"type":"structure"},"#
                + #""selector-field-ranges":[[5,6]]}],"selector-field-location":{"path":["u"]}}"#,
            #"{"type":"structure","member-classes":[{"name":"a"}]}"#,
        ]
    )
    func fieldClasses(fieldClass: String) {
        let members =
            #"{"name":"u","field-class":{"type":"variable-length-unsigned-integer"}},"#
            + #"{"name":"s","field-class":{"type":"variable-length-signed-integer"}},"#
        #expect(
            problem(payload(members + #"{"name":"z","field-class":"# + fieldClass + "}")) != nil
        )
    }

    @Test("Members of the same name are refused")
    func duplicateMembers() {
        let member = #"{"name":"a","field-class":{"type":"structure"}}"#
        #expect(problem(payload("\(member),\(member)")) != nil)
    }

    @Test("Aliases that would expand without bound are refused")
    func aliasExplosion() {
        var fragments = [Self.preamble]
        for level in 0..<60 {
            let inner = level == 0 ? #"{"type":"structure"}"# : "\"a\(level - 1)\""
            fragments.append(
                #"{"type":"field-class-alias","name":"a\#(level)","field-class":"#
                    + #"{"type":"structure","member-classes":["#
                    + #"{"name":"x","field-class":\#(inner)},"#
                    + #"{"name":"y","field-class":\#(inner)}]}}"#
            )
        }
        #expect(problem(fragments)?.problem.contains("field classes") == true)
    }

    @Test("Aliases that many fragments expand are refused, unless the fragments are many")
    func aliasRepetition() {
        func fragments(_ members: Int, _ events: Int) -> [String] {
            let list = (0..<members).map {
                #"{"name":"m\#($0)","field-class":{"type":"null-terminated-string"}}"#
            }
            let alias =
                #"{"type":"field-class-alias","name":"a","field-class":{"type":"structure","#
                + #""member-classes":["# + list.joined(separator: ",") + "]}}"
            return [Self.preamble, Self.stream, alias]
                + (0..<events).map {
                    #"{"type":"event-record-class","id":\#($0),"payload-field-class":"a"}"#
                }
        }
        #expect(problem(fragments(10, 3000)) == nil)
        let error = problem(fragments(20_000, 400))
        #expect(error?.problem.hasPrefix("aliases expand to more than") == true)
    }

    @Test(
        "Roles on fields of the wrong class are refused",
        arguments: [
            #"{"type":"variable-length-unsigned-integer","roles":["packet-magic-number"]}"#,
            #"{"type":"static-length-blob","length":16,"roles":["metadata-stream-uuid"]}"#,
            #"{"type":"static-length-blob","length":8,"roles":["data-stream-id"]}"#,
        ]
    )
    func roles(fieldClass: String) {
        let header =
            #"{"type":"trace-class","packet-header-field-class":{"type":"structure","#
            + #""member-classes":[{"name":"m","field-class":"# + fieldClass + "}]}}"
        #expect(problem([Self.preamble, header, Self.stream]) != nil)
    }
}
