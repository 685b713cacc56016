// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("Corpus", .enabled(if: !Corpus.cases().isEmpty))
struct CorpusTests {
    /// The cases where the verdict is a reader's choice, and this reader chooses otherwise.
    private static let accepted: Set<String> = [
        "yactfr-metadata-ctf2/fail-fl-bit-array-type-len-prop-65",
        "yactfr-metadata-ctf2/fail-fl-bit-map-type-len-prop-65",
    ]

    @Test("The verdict on each metadata stream is the expected one", arguments: Corpus.cases())
    func verdict(subject: Corpus.Case) throws {
        let fails = subject.expectation.first == "FAIL metadata"
        if fails && !Self.accepted.contains(subject.description) {
            #expect(throws: CTFError.self) { try MetadataParser.parse(subject.metadata) }
        } else {
            let metadata = try MetadataParser.parse(subject.metadata)
            let bytes = CTF2MetadataWriter.metadataStream(metadata)
            #expect(try MetadataParser.parse(bytes) == metadata)
        }
    }

    @Test(
        "Packets are unpacked, or refused at the expected byte",
        arguments: Corpus.cases(["yactfr-metadata-stream"])
    )
    func packets(subject: Corpus.Case) throws {
        let lines = subject.expectation
        if lines.first == "PASS metadata" {
            let facts = lines.dropFirst().joined()
            let text = try MetadataText(subject.metadata)
            var found = "text-size=\(text.text.count)"
            found += ",has-ctf-1-signature=\(text.hasSignature ? 1 : 0)"
            if let packets = text.packets, let uuid = packets.uuid {
                let order = packets.byteOrder == .littleEndian ? "le" : "be"
                found += ",pkt-count=\(packets.count),major-version=\(packets.majorVersion)"
                found += ",minor-version=\(packets.minorVersion),bo=\(order),uuid=\(uuid)"
            }
            #expect(found == facts)
        } else {
            let error = #expect(throws: CTFError.self) {
                try MetadataParser.parse(subject.metadata)
            }
            let offset = lines.dropFirst().joined().split(separator: " ").last ?? ""
            #expect(error?.place.hasSuffix("byte \(offset)") == true, "\(error?.place ?? "")")
        }
    }
}
