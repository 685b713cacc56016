// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

/// A small generator of pseudo-random numbers (xorshift), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

@Suite("Mutated metadata")
struct FuzzTests {
    private static let interesting: [UInt8] = Array("{}[]\",:0123456789-.eE\\tfnu \u{1E}\n".utf8)
    private static let words = [
        "\"structure\"", "\"variant\"", "null", "true", "18446744073709551616", "-1", "0", "1e999",
        "170141183460469231731687303715884105728", "\"fixed-length-unsigned-integer\"", "\"a\"",
        "{\"path\":[null,\"a\"]}", "[[0,1]]", "\"\\ud800\"", "9223372036854775807",
    ]
    /// The metadata to mutate: that of the corpus, and some when there is no corpus.
    private static let subjects: [[UInt8]] =
        [
            Rule.bytes([Rule.preamble, Rule.clock, Rule.stream]),
            MetadataPackets.pack(Rule.bytes([Rule.preamble, Rule.stream]), packetSize: 64),
        ] + Corpus.cases(Corpus.categories + ["yactfr-metadata-stream"]).map(\.metadata)

    private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let length = min(Int.random(in: 0..<24, using: &random), bytes.count - place)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] = Self.interesting.randomElement(using: &random) ?? 0
            case 2: bytes.removeSubrange(place..<place + length)
            case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
            case 4: bytes.removeLast(bytes.count - place)
            default:
                let word = Self.words.randomElement(using: &random) ?? ""
                bytes.replaceSubrange(place..<place + length, with: word.utf8)
            }
        }
        return bytes
    }

    /// What is accepted as CTF 2 must be written and read again as the same.
    private func check(_ bytes: [UInt8]) {
        guard let metadata = try? MetadataParser.parse(bytes), metadata.format == .ctf2 else {
            return
        }
        let written = CTF2MetadataWriter.metadataStream(metadata)
        do throws(CTFError) {
            #expect(try MetadataParser.parse(written) == metadata)
        } catch {
            Issue.record("\(error) in \(String(decoding: written, as: UTF8.self))")
        }
    }

    @Test(
        "Mutated metadata is refused or read, and never traps",
        arguments: 1...8 as ClosedRange<UInt64>
    )
    func mutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<600 {
            guard let subject = Self.subjects.randomElement(using: &random) else { return }
            if subject.count > 20_000 { continue }
            let bytes = mutated(subject, &random)
            check(bytes)
            var parser = IncrementalMetadataParser()
            let cut = bytes.count / 2
            try? parser.append(Array(bytes[..<cut]))
            try? parser.append(Array(bytes[cut...]))
            _ = try? parser.snapshot()
        }
    }

    @Test("A text accepted as a whole is accepted in pieces, with the same result")
    func pieces() {
        var random = SeededGenerator(seed: 99)
        for _ in 0..<600 {
            guard let subject = Self.subjects.randomElement(using: &random) else { return }
            if subject.count > 20_000 { continue }
            let bytes = mutated(subject, &random)
            guard let whole = try? MetadataParser.parse(bytes) else { continue }
            var parser = IncrementalMetadataParser()
            let cut = Int.random(in: 0...bytes.count, using: &random)
            try? parser.append(Array(bytes[..<cut]))
            try? parser.append(Array(bytes[cut...]))
            #expect((try? parser.snapshot()) == whole)
        }
    }
}
