// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceModel

@Suite("Field tree")
struct FieldTreeTests {
    private let byte = FieldClass.integer(
        IntegerFieldClass(BitLayout(lengthBits: 8, alignmentBits: 8))
    )

    private func tree(_ payload: [StructureFieldClass.Member]) -> FieldTree {
        var tree = FieldTree()
        tree.add(.packetContext, StructureFieldClass([.init("cpu", byte)]))
        tree.add(.eventRecordPayload, StructureFieldClass(payload))
        return tree
    }

    private func string(_ location: FieldLocation) -> FieldClass {
        .string(StringFieldClass(lengthBytes: .field(location)))
    }

    @Test("A tree shrinks to what it was before")
    func removal() throws {
        var tree = tree([.init("len", .variableLengthInteger(.init()))])
        let count = tree.nodes.count
        let many = (0..<40).map {
            StructureFieldClass.Member("m\($0)", .variableLengthInteger(.init()))
        }
        tree.add(.eventRecordSpecificContext, StructureFieldClass(many))
        let location = FieldLocation(origin: .eventRecordSpecificContext, "m33")
        #expect(try tree.targets(of: location, from: count + 40) == [count + 34])
        tree.removeNodes(from: count)
        #expect(tree.nodes.count == count)
        #expect(tree.roots[.eventRecordSpecificContext] == nil)
    }

    @Test("A location without an origin starts from the structure around the field")
    func relative() throws {
        let tree = tree([.init("len", byte), .init("text", string(FieldLocation("len")))])
        #expect(try tree.targets(of: FieldLocation("len"), from: 4) == [3])
    }

    @Test("A location with an origin starts from that root structure")
    func absolute() throws {
        let location = FieldLocation(origin: .packetContext, "cpu")
        let tree = tree([.init("text", string(location))])
        #expect(try tree.targets(of: location, from: 3) == [1])
    }

    @Test("A step into a member that the next step leaves has no effect")
    func cancelledStep() throws {
        let location = FieldLocation(path: [.member("none"), .parent, .member("len")])
        let tree = tree([.init("len", byte), .init("text", string(location))])
        #expect(try tree.targets(of: location, from: 4) == [3])
    }

    @Test("A location through a variant may lead to one field of each option")
    func variant() throws {
        let options = [
            VariantFieldClass.Option(byte, ranges: IntegerRangeSet(values: 0)),
            VariantFieldClass.Option(byte, ranges: IntegerRangeSet(values: 1)),
        ]
        let variant = FieldClass.variant(
            VariantFieldClass(options, selector: FieldLocation("tag"))
        )
        let tree = tree([
            .init("tag", byte), .init("len", variant), .init("text", string(FieldLocation("len"))),
        ])
        #expect(try tree.targets(of: FieldLocation("len"), from: 7) == [5, 6])
    }

    @Test("A location that leads nowhere says why")
    func problems() {
        let array = FieldClass.array(ArrayFieldClass(length: .fixed(2), element: byte))
        let tree = tree([
            .init("list", array), .init("text", string(FieldLocation("len"))), .init("len", byte),
        ])
        func problem(_ location: FieldLocation) -> FieldTree.LocationProblem? {
            do throws(FieldTree.LocationProblem) {
                _ = try tree.targets(of: location, from: 5)
                return nil
            } catch {
                return error
            }
        }
        #expect(problem(FieldLocation("len")) == .notBefore)
        #expect(problem(FieldLocation("none")) == .unknownMember("none"))
        #expect(problem(FieldLocation("list")) == .foreignArray)
        #expect(problem(FieldLocation(path: [.parent, .member("x")])) == .noParent)
        #expect(problem(FieldLocation(origin: .packetHeader, "x")) == .unknownOrigin)
        #expect(problem(FieldLocation(origin: .packetContext, "cpu", "x")) == .notStructure)
    }

    @Test("The alignment of a structure is the greatest one inside it")
    func alignment() {
        let wide = FieldClass.integer(
            IntegerFieldClass(BitLayout(lengthBits: 64, alignmentBits: 64))
        )
        let array = FieldClass.array(ArrayFieldClass(length: .fixed(0), element: wide))
        #expect(StructureFieldClass([.init("a", byte), .init("b", array)]).alignmentBits == 64)
    }
}
