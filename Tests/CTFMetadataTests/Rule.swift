// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

/// A rule of the format: a text that keeps it, one that breaks it, and where the error is.
///
/// The texts are fragments in which an apostrophe stands for a quotation mark.
struct Rule: CustomStringConvertible, Sendable {
    let description: String
    let pass: [String]
    let fail: [String]
    /// The end of the place of the error.
    let place: String

    static let preamble = "{'type':'preamble','version':2}"
    static let stream = "{'type':'data-stream-class'}"
    static let clock = "{'type':'clock-class','id':'c','frequency':8}"

    init(_ description: String, _ pass: [String], _ fail: [String], at place: String) {
        self.description = description
        self.pass = pass
        self.fail = fail
        self.place = place
    }

    /// A rule about fragments between the preamble and a data stream class.
    static func fragment(
        _ description: String,
        _ pass: String,
        _ fail: String,
        at place: String = "fragment 2"
    ) -> Rule {
        Rule(description, [preamble, pass, stream], [preamble, fail, stream], at: place)
    }

    /// A rule about the class of the last member of an event record payload.
    ///
    /// Before it come the members u (unsigned), s (signed), b (boolean), t (string) and in (a
    /// structure with a member u).
    static func field(
        _ description: String,
        _ pass: String,
        _ fail: String,
        at place: String = ""
    ) -> Rule {
        let start = "fragment 3, $.payload-field-class.member-classes[5].field-class"
        return Rule(description, payload(pass), payload(fail), at: start + place)
    }

    /// A rule about a field location or role, which is checked when the classes are known.
    static func dependent(_ description: String, _ pass: String, _ fail: String) -> Rule {
        Rule(description, payload(pass), payload(fail), at: "fragment 3, $.event-record-payload.z")
    }

    private static func payload(_ fieldClass: String) -> [String] {
        [
            preamble, stream,
            "{'type':'event-record-class','payload-field-class':{'type':'structure',"
                + "'member-classes':["
                + "{'name':'u','field-class':{'type':'variable-length-unsigned-integer'}},"
                + "{'name':'s','field-class':{'type':'variable-length-signed-integer'}},"
                + "{'name':'b','field-class':{'type':'fixed-length-boolean','length':8,"
                + "'byte-order':'big-endian'}},"
                + "{'name':'t','field-class':{'type':'null-terminated-string'}},"
                + "{'name':'in','field-class':{'type':'structure','member-classes':["
                + "{'name':'u','field-class':{'type':'variable-length-unsigned-integer'}}]}},"
                + "{'name':'z','field-class':\(fieldClass)}]}}",
        ]
    }

    /// The metadata stream of some fragments.
    static func bytes(_ fragments: [String]) -> [UInt8] {
        fragments.flatMap { fragment in
            [0x1E] + fragment.utf8.map { $0 == UInt8(ascii: "'") ? UInt8(ascii: "\"") : $0 }
                + [0x0A]
        }
    }

    /// Expects that the one text is accepted and the other refused at the place.
    func check() {
        #expect(throws: Never.self) { try MetadataParser.parse(Rule.bytes(pass)) }
        let error = #expect(throws: CTFError.self) {
            try MetadataParser.parse(Rule.bytes(fail))
        }
        #expect(error?.place == place, "\(error?.description ?? "")")
    }
}
