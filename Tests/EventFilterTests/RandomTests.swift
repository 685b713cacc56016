// SPDX-License-Identifier: Apache-2.0

import EventFilter
import Testing

@Suite("Random filters")
struct RandomTests {
    @Test("mean the same to the engine and to the model", arguments: 1...20, [false, true])
    func agreement(seed: UInt64, isOfRanges: Bool) throws {
        var expressions = RandomExpressions(seed: seed)
        var records = RandomRecords(seed: seed &* 31)
        var accepted = 0
        var matching = 0
        while accepted < 500 {
            let depth = 1 + accepted % 5
            let expression =
                isOfRanges
                ? expressions.nextOfRanges(depth: depth - 1) : expressions.next(depth: depth)
            guard let program = try? FilterProgram(expression) else { continue }
            accepted += 1
            let filter = LinkedFilter(
                program,
                description: SampleEvent.description,
                contexts: SampleEvent.catalog
            )
            for _ in 0..<4 {
                let record = records.next()
                let model = Model(
                    nodes: program.nodes,
                    record: record,
                    catalog: SampleEvent.catalog
                )
                let isMatch = filter.matches(staged: record.staged, SampleContexts())
                matching += isMatch ? 1 : 0
                #expect(isMatch == model.matches(), "seed \(seed): \(expression): \(record)")
                let meaning = FilterMeaning(program)
                #expect(isMatch == meaning.matches(model.value), "\(expression): \(record)")
            }
        }
        // Filters that never match would agree about nothing of interest.
        #expect(matching > 200)
    }

    @Test("match no record that is cut short where they look")
    func cutRecords() throws {
        let staged = SampleEvent.record.staged
        var expressions = RandomExpressions(seed: 7)
        for row in ["method == \"GET\"", "last == 77 && method != \"POST\"", "method == payload"] {
            let filter = LinkedFilter(
                try FilterProgram(row),
                description: SampleEvent.description,
                contexts: SampleEvent.catalog
            )
            #expect(filter.matches(staged: staged, NoContexts()))
            for count in 0..<staged.count {
                let cut = Array(staged.prefix(count))
                #expect(!filter.matches(staged: cut, NoContexts()), "\(row), \(count) bytes")
            }
        }
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<2_000 {
            guard let program = try? FilterProgram(expressions.next(depth: 4)) else { continue }
            let filter = LinkedFilter(
                program,
                description: SampleEvent.description,
                contexts: SampleEvent.catalog
            )
            for _ in 0..<10 {
                var damaged = staged
                for _ in 0..<4 {
                    let index = Int.random(in: 0..<damaged.count, using: &generator)
                    damaged[index] = generator.pick([0, 1, 255, UInt8(index & 255)])
                }
                let count = Int.random(in: 0...damaged.count, using: &generator)
                _ = filter.matches(staged: Array(damaged.prefix(count)), SampleContexts())
            }
        }
    }
}
