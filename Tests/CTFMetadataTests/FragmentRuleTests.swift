// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Fragment rules")
struct FragmentRuleTests {
    private static let trace = "{'type':'trace-class'}"
    private static let event =
        "{'type':'event-record-class','payload-field-class':{'type':'structure',"
        + "'member-classes':[{'name':'t','field-class':{'type':'null-terminated-string'}}]}}"
    private static let string = "{'type':'null-terminated-string'}"

    private static func payload(_ fieldClass: String) -> String {
        "{'type':'event-record-class','payload-field-class':{'type':'structure',"
            + "'member-classes':[{'name':'t','field-class':\(fieldClass)}]}}"
    }

    private static let alias =
        "{'type':'field-class-alias','name':'a','field-class':{'type':'structure'}}"
    private static let p = Rule.preamble
    private static let s = Rule.stream

    private static func clock(_ properties: String, frequency: String = "8") -> String {
        "{'type':'clock-class','id':'c','frequency':\(frequency)\(properties)}"
    }

    private static let order: [Rule] = [
        Rule("The preamble is first", [p, s], [s, p], at: "fragment 1"),
        Rule("There is one preamble", [p, s], [p, p, s], at: "fragment 2"),
        Rule("The version is 2", [p], ["{'type':'preamble','version':3}"], at: "fragment 1"),
        Rule(
            "The version is an integer",
            [p],
            ["{'type':'preamble','version':2.0}"],
            at: "fragment 1"
        ),
        Rule(
            "A UUID has 16 bytes",
            ["{'type':'preamble','version':2,'uuid':[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,255]}"],
            ["{'type':'preamble','version':2,'uuid':[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14]}"],
            at: "fragment 1, $.uuid"
        ),
        Rule(
            "A UUID consists of bytes",
            [p],
            ["{'type':'preamble','version':2,'uuid':[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,256]}"],
            at: "fragment 1, $.uuid[15]"
        ),
        Rule(
            "No extension is declared",
            ["{'type':'preamble','version':2,'extensions':{'x':{}}}"],
            ["{'type':'preamble','version':2,'extensions':{'x':{'piano':null}}}"],
            at: "fragment 1, $.extensions"
        ),
        Rule("The trace class precedes", [p, trace, s], [p, s, trace], at: "fragment 3"),
        Rule("There is one trace class", [p, trace, s], [p, trace, trace, s], at: "fragment 3"),
        Rule("Stream ids differ", [p, s], [p, s, s], at: "fragment 3"),
        Rule("An event's stream precedes", [p, s, event], [p, event, s], at: "fragment 2"),
        Rule("Event ids differ", [p, s, event], [p, s, event, event], at: "fragment 4"),
        Rule(
            "An array without elements has no bits",
            [
                p, s,
                payload(
                    "{'type':'static-length-array','length':1,'element-field-class':\(string)}"
                ),
            ],
            [
                p, s,
                payload(
                    "{'type':'static-length-array','length':0,'element-field-class':\(string)}"
                ),
            ],
            at: "fragment 3"
        ),
        Rule(
            "A string without bytes has no bits",
            [p, s, payload("{'type':'static-length-string','length':1}")],
            [p, s, payload("{'type':'static-length-string','length':0}")],
            at: "fragment 3"
        ),
        Rule(
            "The header's bits count",
            [
                p,
                "{'type':'data-stream-class','event-record-header-field-class':"
                    + "{'type':'structure','member-classes':["
                    + "{'name':'x','field-class':\(string)}]}}",
                "{'type':'event-record-class'}",
            ],
            [
                p,
                "{'type':'data-stream-class','packet-context-field-class':"
                    + "{'type':'structure','member-classes':["
                    + "{'name':'x','field-class':\(string)}]}}",
                "{'type':'event-record-class'}",
            ],
            at: "fragment 3"
        ),
        Rule(
            "Event records have bits",
            [p, s, event],
            [p, s, "{'type':'event-record-class','payload-field-class':{'type':'structure'}}"],
            at: "fragment 3"
        ),
        Rule(
            "A clock class precedes its use",
            [p, clock(""), "{'type':'data-stream-class','default-clock-class-id':'c'}"],
            [p, "{'type':'data-stream-class','default-clock-class-id':'c'}", clock("")],
            at: "fragment 2"
        ),
        Rule("Clock ids differ", [p, clock("")], [p, clock(""), clock("")], at: "fragment 3"),
        Rule("Alias names differ", [p, alias], [p, alias, alias], at: "fragment 3"),
        Rule(
            "An alias precedes its use",
            [p, alias, "{'type':'data-stream-class','packet-context-field-class':'a'}"],
            [p, "{'type':'data-stream-class','packet-context-field-class':'a'}", alias],
            at: "fragment 2, $.packet-context-field-class"
        ),
    ]

    private static let properties: [Rule] = [
        Rule.fragment("A type is known", trace, "{'type':'piano'}"),
        Rule.fragment("A type is there", trace, "{'name':'piano'}"),
        Rule.fragment("A fragment is an object", trace, "['type','trace-class']"),
        Rule.fragment("Properties are known", trace, "{'type':'trace-class','colour':'red'}"),
        Rule.fragment(
            "Extensions are not used",
            "{'type':'trace-class','extensions':{}}",
            "{'type':'trace-class','extensions':{'x':{'y':1}}}",
            at: "fragment 2, $.extensions"
        ),
        Rule.fragment(
            "Attributes are an object",
            "{'type':'trace-class','attributes':{'x':[1,2.5,null]}}",
            "{'type':'trace-class','attributes':'x'}"
        ),
        Rule.fragment(
            "Environment values are integers or strings",
            "{'type':'trace-class','environment':{'a':1,'b':'x'}}",
            "{'type':'trace-class','environment':{'a':1.5}}",
            at: "fragment 2, $.environment.a"
        ),
        Rule.fragment(
            "A root class is a structure",
            "{'type':'trace-class','packet-header-field-class':{'type':'structure'}}",
            "{'type':'trace-class','packet-header-field-class':{'type':'null-terminated-string'}}",
            at: "fragment 2, $.packet-header-field-class"
        ),
        Rule.fragment(
            "An id is not negative",
            "{'type':'data-stream-class','id':18446744073709551615}",
            "{'type':'data-stream-class','id':-1}"
        ),
        Rule.fragment(
            "An alias has a class",
            alias,
            "{'type':'field-class-alias','name':'a'}"
        ),
        Rule.fragment(
            "An alias does not refer to itself",
            alias,
            "{'type':'field-class-alias','name':'a','field-class':'a'}",
            at: "fragment 2, $.field-class"
        ),
    ]

    private static let clocks: [Rule] = [
        Rule.fragment("A clock has an id", clock(""), "{'type':'clock-class','frequency':8}"),
        Rule.fragment("A clock has a frequency", clock(""), "{'type':'clock-class','id':'c'}"),
        Rule.fragment("A frequency is not zero", clock(""), clock("", frequency: "0")),
        Rule.fragment(
            "The offset's cycles are less than a second",
            clock(",'offset-from-origin':{'seconds':-1,'cycles':7}"),
            clock(",'offset-from-origin':{'cycles':8}"),
            at: "fragment 2, $.offset-from-origin"
        ),
        Rule.fragment(
            "An origin is known",
            clock(",'origin':'unix-epoch'"),
            clock(",'origin':'big-bang'")
        ),
        Rule.fragment(
            "A custom origin has a uid",
            clock(",'origin':{'name':'n','uid':'u'}"),
            clock(",'origin':{'name':'n'}"),
            at: "fragment 2, $.origin"
        ),
        Rule.fragment("A precision is natural", clock(",'precision':0"), clock(",'precision':-1")),
        Rule(
            "Clocks of one identity agree",
            [
                p, clock(",'name':'n','uid':'u','offset-from-origin':{'seconds':1}"),
                "{'type':'clock-class','id':'d','frequency':8,'name':'n','uid':'u'}",
            ],
            [
                p, clock(",'name':'n','uid':'u'"),
                "{'type':'clock-class','id':'d','frequency':9,'name':'n','uid':'u'}",
            ],
            at: "fragment 3"
        ),
        Rule(
            "Clocks without a uid need not agree",
            [p, clock(",'name':'n'"), "{'type':'clock-class','id':'d','frequency':9,'name':'n'}"],
            [p, clock(",'name':7")],
            at: "fragment 2"
        ),
    ]

    @Test("Fragments in order and out of order", arguments: Self.order)
    func orderRules(rule: Rule) { rule.check() }

    @Test("Properties of fragments", arguments: Self.properties)
    func propertiesRules(rule: Rule) { rule.check() }

    @Test("Properties of clock classes", arguments: Self.clocks)
    func clocksRules(rule: Rule) { rule.check() }
}
