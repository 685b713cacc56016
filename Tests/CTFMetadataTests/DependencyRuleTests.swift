// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Field location and role rules")
struct DependencyRuleTests {
    private static func text(_ location: String) -> String {
        "{'type':'dynamic-length-string','length-field-location':{\(location)}}"
    }

    private static func optional(_ location: String, _ ranges: String = "") -> String {
        "{'type':'optional','field-class':{'type':'null-terminated-string'},"
            + "'selector-field-location':{\(location)}\(ranges)}"
    }

    private static let locations: [Rule] = [
        .field(
            "A path is not empty",
            text("'path':['u']"),
            text("'path':[]"),
            at: ".length-field-location.path"
        ),
        .field(
            "A path ends with a member",
            text("'path':['in',null,'u']"),
            text("'path':['u',null]"),
            at: ".length-field-location.path"
        ),
        .field(
            "A path has strings and nulls only",
            text("'path':['u']"),
            text("'path':[1]"),
            at: ".length-field-location.path[0]"
        ),
        .field(
            "An origin is known",
            text("'origin':'event-record-payload','path':['u']"),
            text("'origin':'nowhere','path':['u']"),
            at: ".length-field-location"
        ),
        .field(
            "A location has no other property",
            text("'path':['u']"),
            text("'path':['u'],'meow':1"),
            at: ".length-field-location"
        ),
        .field(
            "A location has no attributes",
            text("'path':['u']"),
            text("'path':['u'],'attributes':{}"),
            at: ".length-field-location"
        ),
        .dependent(
            "The origin is there",
            text("'path':['u']"),
            text("'origin':'packet-header','path':['u']")
        ),
        .dependent("The member exists", text("'path':['in','u']"), text("'path':['in','v']")),
        .dependent("The target precedes", text("'path':['u']"), text("'path':['z']")),
        .dependent("A length is unsigned", text("'path':['u']"), text("'path':['s']")),
        .dependent("A length is no string", text("'path':['u']"), text("'path':['t']")),
        .dependent("A target is no structure", text("'path':['in','u']"), text("'path':['in']")),
        .dependent("A path stays inside", text("'path':['u']"), text("'path':[null,'u']")),
        .dependent(
            "An integer selector has ranges",
            optional("'path':['u']", ",'selector-field-ranges':[[1,2]]"),
            optional("'path':['u']")
        ),
        .dependent(
            "A boolean selector has no ranges",
            optional("'path':['b']"),
            optional("'path':['b']", ",'selector-field-ranges':[[1,2]]")
        ),
        .dependent(
            "A variant's selector is an integer",
            "{'type':'variant','selector-field-location':{'path':['s']},'options':["
                + "{'selector-field-ranges':[[-1,0]],'field-class':{'type':'structure'}}]}",
            "{'type':'variant','selector-field-location':{'path':['b']},'options':["
                + "{'selector-field-ranges':[[0,0]],'field-class':{'type':'structure'}}]}"
        ),
    ]

    private static func header(_ members: String, uuid: String = "") -> [String] {
        [
            "{'type':'preamble','version':2\(uuid)}",
            "{'type':'trace-class','packet-header-field-class':{'type':'structure',"
                + "'member-classes':[\(members)]}}",
            Rule.stream,
        ]
    }

    private static func member(_ name: String, _ fieldClass: String) -> String {
        "{'name':'\(name)','field-class':{\(fieldClass)}}"
    }

    private static func context(_ role: String, _ clock: String) -> [String] {
        [
            Rule.preamble, Rule.clock,
            "{'type':'data-stream-class'\(clock),'packet-context-field-class':{'type':'structure',"
                + "'member-classes':["
                + member("t", "'type':'variable-length-unsigned-integer','roles':['\(role)']")
                + "]}}",
        ]
    }

    private static let magic =
        "'type':'fixed-length-unsigned-integer','byte-order':'big-endian',"
        + "'roles':['packet-magic-number'],'length':"
    private static let uuid = ",'uuid':[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]"
    private static let uuidClass = "'type':'static-length-blob','roles':['metadata-stream-uuid'],"
    private static let useClock = ",'default-clock-class-id':'c'"

    private static let roles: [Rule] = [
        Rule(
            "The magic number has 32 bits",
            header(member("m", magic + "32")),
            header(member("m", magic + "64")),
            at: "fragment 2, $.packet-header.m"
        ),
        Rule(
            "The magic number is first",
            header(member("m", magic + "32") + "," + member("n", "'type':'structure'")),
            header(member("n", "'type':'structure'") + "," + member("m", magic + "32")),
            at: "fragment 2, $.packet-header.m"
        ),
        Rule(
            "The UUID has 16 bytes",
            header(member("u", uuidClass + "'length':16"), uuid: uuid),
            header(member("u", uuidClass + "'length':15"), uuid: uuid),
            at: "fragment 2, $.packet-header.u"
        ),
        Rule(
            "The preamble has the UUID",
            header(member("u", uuidClass + "'length':16"), uuid: uuid),
            header(member("u", uuidClass + "'length':16")),
            at: "fragment 2, $.packet-header.u"
        ),
        Rule(
            "A BLOB is no stream id",
            header(
                member("u", "'type':'variable-length-unsigned-integer','roles':['data-stream-id']")
            ),
            header(
                member("u", "'type':'static-length-blob','length':1,'roles':['data-stream-id']")
            ),
            at: "fragment 2, $.packet-header.u"
        ),
        Rule(
            "A timestamp needs a clock",
            context("default-clock-timestamp", useClock),
            context("default-clock-timestamp", ""),
            at: "fragment 3, $.packet-context.t"
        ),
        Rule(
            "An end timestamp needs a clock",
            context("packet-end-default-clock-timestamp", useClock),
            context("packet-end-default-clock-timestamp", ""),
            at: "fragment 3, $.packet-context.t"
        ),
        Rule(
            "A role elsewhere has no effect",
            context("event-record-class-id", ""),
            context("no-role", ""),
            at: "fragment 3, $.packet-context-field-class.member-classes[0].field-class"
        ),
    ]

    @Test("Field locations", arguments: Self.locations)
    func locationsRules(rule: Rule) { rule.check() }

    @Test("Roles", arguments: Self.roles)
    func rolesRules(rule: Rule) { rule.check() }
}
