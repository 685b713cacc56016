// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("TSDL corpus")
struct TSDLCorpusTests {
    /// Cases whose error is rightly told about another line than the one the case names.
    ///
    /// The case tells where the wrong field is, or where a block begins; we tell where the
    /// reference or the value is that has to be corrected.
    private static let otherLines: Set<String> = [
        "fail-ctf-testsuite-enum-type-value-out-of-range",
        "fail-ctf-testsuite-enum-values-too-small",
        "fail-ctf-testsuite-struct-duplicate-struct-name",
        "fail-ctf-testsuite-variant-tag-type-floating",
        "fail-dl-array-type-inval-len-loc-12",
        "fail-dl-array-type-inval-len-loc-3",
        "fail-dl-array-type-inval-len-loc-4",
        "fail-dl-array-type-inval-len-loc-6",
        "fail-dl-array-type-inval-len-loc-7",
        "fail-dl-array-type-inval-len-loc-9",
        "fail-dl-str-type-inval-len-loc-11",
        "fail-dl-str-type-inval-len-loc-3",
        "fail-dl-str-type-inval-len-loc-9",
        "fail-ert-empty-1",
        "fail-ert-empty-2",
        "fail-fl-int-type-map-attr-unknown-clk-type-name",
        "fail-syntax-struct-type-member-type",
        "fail-syntax-var-type-opt",
        "fail-var-type-dup-opt",
        "fail-var-type-inval-sel-loc-2",
        "fail-var-type-inval-sel-loc-6",
        "fail-var-type-sel-type-not-fl-enum-type",
    ]

    @Test("A text of another program gets the verdict it must get", arguments: TSDLCorpus.cases)
    func verdict(_ item: TSDLCorpus.Case) throws {
        do throws(CTFError) {
            let metadata = try TSDLParser.parse(item.text)
            #expect(metadata.format == .ctf1)
            #expect(item.mustPass, "accepted, but must be refused")
        } catch {
            #expect(!item.mustPass, "\(error)")
            #expect(!error.remedy.isEmpty)
            let line = try #require(error.place.firstMatch(of: /^line (\d+), column \d+$/))
            if let wanted = item.errorLine, !Self.otherLines.contains(item.shortName) {
                #expect(Int(line.output.1) == wanted, "\(error)")
            }
        }
    }

    @Test("What is written of a text reads as the same model", arguments: TSDLCorpus.accepted)
    func roundTrip(_ item: TSDLCorpus.Case) throws {
        let metadata = try TSDLParser.parse(item.text)
        let text = try TSDLWriter.text(metadata)
        let again = try TSDLParser.parse(text)
        #expect(again.uuid == metadata.uuid)
        #expect(again.traceClass == metadata.traceClass)
        #expect(again.clockClasses == metadata.clockClasses)
        #expect(again.dataStreamClasses == metadata.dataStreamClasses)
        #expect(again.eventRecordClasses == metadata.eventRecordClasses)
    }

    @Test("All field locations lead to fields", arguments: TSDLCorpus.accepted)
    func locations(_ item: TSDLCorpus.Case) throws {
        let metadata = try TSDLParser.parse(item.text)
        for event in metadata.eventRecordClasses {
            var tree = FieldTree()
            let stream = try #require(metadata.dataStreamClass(id: event.dataStreamClassID))
            tree.add(.packetHeader, metadata.traceClass.packetHeader)
            tree.add(.packetContext, stream.packetContext)
            tree.add(.eventRecordHeader, stream.eventRecordHeader)
            tree.add(.eventRecordCommonContext, stream.eventRecordCommonContext)
            tree.add(.eventRecordSpecificContext, event.specificContext)
            tree.add(.eventRecordPayload, event.payload)
            for (index, node) in tree.nodes.enumerated() {
                guard let location = node.fieldClass.location else { continue }
                #expect(location.origin != nil)
                #expect(throws: Never.self) { try tree.targets(of: location, from: index) }
            }
        }
    }
}

extension FieldClass {
    /// Where the length or the selector of a field is; nil when it has none.
    fileprivate var location: FieldLocation? {
        let length: FieldLength?
        switch self {
        case .string(let string): length = string.lengthBytes
        case .blob(let blob): length = blob.lengthBytes
        case .array(let array): length = array.length
        case .variant(let variant): return variant.selector
        case .optional(let optional): return optional.selector
        default: length = nil
        }
        guard case .field(let location) = length else { return nil }
        return location
    }
}
