// SPDX-License-Identifier: Apache-2.0

import Plume
import SideDescription
import Testing

private enum Phase: Int16, FieldEnumeration, CaseIterable {
    case idle = -1
    case busy = 7
}

@Suite("What values of Swift are as fields")
struct FieldTypeTests {
    private static func integer(_ bits: UInt16, _ isSigned: Bool) -> SideType {
        SideType(.integer(bits: bits, isSigned: isSigned))
    }

    @Test("numbers keep their width and sign")
    func numbers() {
        #expect(Int8.sideType == Self.integer(8, true))
        #expect(UInt16.sideType == Self.integer(16, false))
        #expect(Int.sideType == Self.integer(64, true))
        #expect(UInt128.sideType == Self.integer(128, false))
        #expect(Float.sideType == SideType(.float(bits: 32)))
        #expect(Double.sideType == SideType(.float(bits: 64)))
        #expect(Bool.sideType == SideType(.bool))
    }

    @Test("collections are arrays of what they hold, optionals what may be missing")
    func collections() {
        let number = Self.integer(32, false)
        #expect([UInt32].sideType == SideType(.array(number)))
        #expect(ArraySlice<UInt32>.sideType == SideType(.array(number)))
        #expect(Set<UInt32>.sideType == SideType(.array(number)))
        #expect([[UInt32?]].sideType == SideType(.array(SideType(.array(UInt32?.sideType)))))
        #expect(UInt32?.sideType == SideType(.optional(number)))
        let pair = [SideField("key", SideType(.string)), SideField("value", number)]
        #expect([String: UInt32].sideType == SideType(.array(SideType(.structure(pair)))))
        #expect(Substring.sideType == SideType(.string))
        #expect(StaticString.sideType == SideType(.string))
    }

    @Test("enumerations have the names of their cases as labels")
    func enumerations() {
        let labels = [SideEnumerationLabel("idle", -1 ... -1), SideEnumerationLabel("busy", 7...7)]
        let kind = SideType.Kind.enumeration(bits: 16, isSigned: true, labels: labels)
        #expect(Phase.sideType == SideType(kind))
        #expect([Phase].sideType == SideType(.array(SideType(kind))))
    }
}
