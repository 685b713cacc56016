// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import CTFReader
import Foundation
import Testing
import TraceModel

/// The fast decoder against the slow one, on random field classes and random bytes.
///
/// `PLUME_DIFFERENTIAL_SEEDS=FIRST-LAST` chooses the seeds.
@Suite("Both decoders agree")
struct DifferentialTests {
    private static let batches: [ClosedRange<UInt64>] = {
        let text = ProcessInfo.processInfo.environment["PLUME_DIFFERENTIAL_SEEDS"] ?? ""
        let bounds = text.split(separator: "-").compactMap { UInt64($0) }
        let (first, last) = (bounds.first ?? 1, bounds.last ?? 600)
        return stride(from: first, through: last, by: 100).map { $0...min($0 + 99, last) }
    }()

    @Test("About each packet, record, value and error", arguments: Self.batches)
    func agree(seeds: ClosedRange<UInt64>) throws {
        var valid = 0
        var records = 0
        for seed in seeds {
            var maker = RandomMetadata(seed: seed)
            let made = maker.metadata()
            // What is made at random may break a rule, for example that of a selector's family.
            let stream = CTF2MetadataWriter.metadataStream(made)
            guard let metadata = try? MetadataParser.parse(stream) else { continue }
            #expect(metadata == made, "seed \(seed)")
            valid += 1
            do {
                var trial = Trial(seed: seed, metadata: metadata, maker: maker)
                records += try trial.run()
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
        #expect(valid > seeds.count / 5, "only \(valid) seeds make valid metadata")
        #expect(records > valid / 4, "only \(records) event records in \(valid) data streams")
    }
}
