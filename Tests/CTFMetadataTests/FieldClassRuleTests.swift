// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Field class rules")
struct FieldClassRuleTests {
    private static func bits(_ type: String, _ properties: String) -> String {
        "{'type':'fixed-length-\(type)','byte-order':'big-endian',\(properties)}"
    }

    private static func variable(_ sign: String, _ properties: String = "") -> String {
        "{'type':'variable-length-\(sign)signed-integer'\(properties)}"
    }

    private static func variant(_ first: String, _ second: String) -> String {
        "{'type':'variant','selector-field-location':{'path':['u']},'options':["
            + "{\(first),'field-class':{'type':'structure'}},"
            + "{\(second),'field-class':{'type':'structure'}}]}"
    }

    private static let string = "{'type':'null-terminated-string'}"

    private static let fixed: [Rule] = [
        .field("A class has a known type", string, "{'type':'piano'}"),
        .field("A class is an object or a name", string, "23"),
        .field("An alias exists", string, "'a'"),
        .field(
            "A length is there",
            bits("bit-array", "'length':65"),
            bits("bit-array", "'name':1")
        ),
        .field(
            "A length is not zero",
            bits("boolean", "'length':1"),
            bits("boolean", "'length':0")
        ),
        .field("A length is exact", bits("boolean", "'length':3"), bits("boolean", "'length':3.0")),
        .field(
            "A byte order is there",
            bits("bit-array", "'length':8"),
            "{'type':'fixed-length-bit-array','length':8}"
        ),
        .field(
            "A bit order is known",
            bits("bit-array", "'length':8,'bit-order':'first-to-last'"),
            bits("bit-array", "'length':8,'bit-order':'sideways'")
        ),
        .field(
            "An alignment is a power of two",
            bits("boolean", "'length':8,'alignment':16"),
            bits("boolean", "'length':8,'alignment':6")
        ),
        .field(
            "A bit map has flags",
            bits("bit-map", "'length':65,'flags':{'f':[[0,64]],'g':[[0,0]]}"),
            bits("bit-map", "'length':8,'flags':{}")
        ),
        .field(
            "A float has a length of the standard",
            bits("floating-point-number", "'length':160"),
            bits("floating-point-number", "'length':80")
        ),
        .field(
            "A display base is 2, 8, 10 or 16",
            bits("signed-integer", "'length':8,'preferred-display-base':16"),
            bits("signed-integer", "'length':8,'preferred-display-base':12")
        ),
        .field(
            "Only unsigned integers have roles",
            bits("unsigned-integer", "'length':8,'roles':['packet-total-length']"),
            bits("signed-integer", "'length':8,'roles':[]")
        ),
        .field("A role is known", variable("un", ",'roles':[]"), variable("un", ",'roles':['x']")),
        .field(
            "A property is known",
            bits("boolean", "'length':8"),
            bits("boolean", "'length':8,'flags':{'f':[[0,0]]}")
        ),
    ]

    private static let ranges: [Rule] = [
        .field(
            "Unsigned mappings are not negative",
            variable("un", ",'mappings':{'a':[[0,18446744073709551615]]}"),
            variable("un", ",'mappings':{'a':[[-1,2]]}")
        ),
        .field(
            "A range does not end before it begins",
            variable("", ",'mappings':{'a':[[-3,-3],[0,9]]}"),
            variable("", ",'mappings':{'a':[[3,2]]}"),
            at: ".mappings.a[0]"
        ),
        .field(
            "A range set is not empty",
            variable("", ",'mappings':{}"),
            variable("", ",'mappings':{'a':[]}"),
            at: ".mappings.a"
        ),
        .field(
            "A range has two integers",
            variable("", ",'mappings':{'a':[[1,2]]}"),
            variable("", ",'mappings':{'a':[[1,2.0]]}"),
            at: ".mappings.a[0]"
        ),
    ]

    private static let strings: [Rule] = [
        .field(
            "An encoding is known",
            "{'type':'null-terminated-string','encoding':'utf-16le'}",
            "{'type':'null-terminated-string','encoding':'utf-9'}"
        ),
        .field(
            "A string's length is natural",
            "{'type':'static-length-string','length':0}",
            "{'type':'static-length-string','length':-1}"
        ),
        .field(
            "A media type is a string",
            "{'type':'static-length-blob','length':1,'media-type':'image/png'}",
            "{'type':'static-length-blob','length':1,'media-type':1}"
        ),
        .field(
            "A dynamic BLOB has no roles",
            "{'type':'dynamic-length-blob','length-field-location':{'path':['u']}}",
            "{'type':'dynamic-length-blob','length-field-location':{'path':['u']},'roles':[]}"
        ),
    ]

    private static let compound: [Rule] = [
        .field(
            "Members have different names",
            "{'type':'structure','member-classes':[{'name':'','field-class':\(string)},"
                + "{'name':'é b','field-class':\(string)}]}",
            "{'type':'structure','member-classes':[{'name':'a','field-class':\(string)},"
                + "{'name':'a','field-class':\(string)}]}",
            at: ".member-classes[1].name"
        ),
        .field(
            "A member has a class",
            "{'type':'structure','minimum-alignment':64}",
            "{'type':'structure','member-classes':[{'name':'a'}]}",
            at: ".member-classes[0]"
        ),
        .field(
            "An array has an element class",
            "{'type':'static-length-array','length':0,'element-field-class':\(string)}",
            "{'type':'static-length-array','length':3}"
        ),
        .field(
            "A variant has options",
            variant("'selector-field-ranges':[[0,1]]", "'selector-field-ranges':[[2,2]]"),
            "{'type':'variant','options':[],'selector-field-location':{'path':['u']}}"
        ),
        .field(
            "Options do not intersect",
            variant("'selector-field-ranges':[[0,4],[3,6]]", "'selector-field-ranges':[[7,8]]"),
            variant("'selector-field-ranges':[[0,9]]", "'selector-field-ranges':[[5,6]]")
        ),
        .field(
            "Options have different names",
            variant(
                "'name':'a','selector-field-ranges':[[0,1]]",
                "'name':'b','selector-field-ranges':[[2,2]]"
            ),
            variant(
                "'name':'a','selector-field-ranges':[[0,1]]",
                "'name':'a','selector-field-ranges':[[2,2]]"
            ),
            at: ".options[1].name"
        ),
        .field(
            "Attributes are objects everywhere",
            "{'type':'structure','attributes':{'x':1},'member-classes':[{'name':'a',"
                + "'field-class':\(string),'attributes':{'y':2}}]}",
            "{'type':'structure','member-classes':[{'name':'a','field-class':\(string),"
                + "'attributes':2}]}",
            at: ".member-classes[0]"
        ),
    ]

    @Test("Fixed-length classes", arguments: Self.fixed)
    func fixedRules(rule: Rule) { rule.check() }

    @Test("Ranges", arguments: Self.ranges)
    func rangesRules(rule: Rule) { rule.check() }

    @Test("Strings and BLOBs", arguments: Self.strings)
    func stringsRules(rule: Rule) { rule.check() }

    @Test("Compound classes", arguments: Self.compound)
    func compoundRules(rule: Rule) { rule.check() }
}
