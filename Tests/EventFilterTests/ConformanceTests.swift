// SPDX-License-Identifier: Apache-2.0

import EventFilter
import SideDescription
import Testing

@Suite("Filter expressions")
struct ConformanceTests {
    private static let tables = [
        ConformanceTable.literals, ConformanceTable.precedence, ConformanceTable.integers,
        ConformanceTable.floating, ConformanceTable.logic, ConformanceTable.texts,
        ConformanceTable.fields, ConformanceTable.missing, ConformanceTable.contexts,
        ConformanceTable.syntaxMistakes, ConformanceTable.typeMistakes,
    ]

    @Test("mean what the table says, to the engine and to the model", arguments: tables.indices)
    func table(topic: Int) {
        for row in Self.tables[topic] {
            #expect(Self.engine(row.expression) == row.expectation, "\(row.expression)")
            #expect(Self.model(row.expression) == row.expectation, "model: \(row.expression)")
            #expect(Self.meaning(row.expression) == row.expectation, "values: \(row.expression)")
        }
    }

    @Test("are many in the table, and none twice")
    func tableSize() {
        let expressions = Self.tables.flatMap { $0 }.map(\.expression)
        #expect(expressions.count >= 220)
        #expect(Set(expressions).count == expressions.count)
    }

    @Test("mean the same when their programs were sent to another process")
    func decoded() throws {
        for row in Self.tables.flatMap({ $0 }) where [.match, .noMatch].contains(row.expectation) {
            let program = try FilterProgram(row.expression)
            let copy = try FilterProgram(decoding: program.bytes)
            #expect(copy == program)
            #expect(Self.matches(copy) == (row.expectation == .match), "\(row.expression)")
        }
    }

    private static func engine(_ expression: String) -> ConformanceRow.Expectation {
        do throws(FilterError) {
            return matches(try FilterProgram(expression)) ? .match : .noMatch
        } catch {
            return .refused(error.column)
        }
    }

    private static func model(_ expression: String) -> ConformanceRow.Expectation {
        do throws(FilterError) {
            let model = Model(
                nodes: try FilterProgram(expression).nodes,
                record: SampleEvent.record,
                catalog: SampleEvent.catalog
            )
            return model.matches() ? .match : .noMatch
        } catch {
            return .refused(error.column)
        }
    }

    private static func meaning(_ expression: String) -> ConformanceRow.Expectation {
        do throws(FilterError) {
            let program = try FilterProgram(expression)
            let model = Model(
                nodes: program.nodes,
                record: SampleEvent.record,
                catalog: SampleEvent.catalog
            )
            return FilterMeaning(program).matches(model.value) ? .match : .noMatch
        } catch {
            return .refused(error.column)
        }
    }

    private static func matches(_ program: FilterProgram) -> Bool {
        let filter = LinkedFilter(
            program,
            description: SampleEvent.description,
            contexts: SampleEvent.catalog
        )
        let staged = SampleEvent.record.staged
        return filter.matches(staged: staged, SampleContexts())
    }
}
