// SPDX-License-Identifier: Apache-2.0

internal import Bytes

extension RecordStep {
    /// Goes over the bytes of some steps.
    ///
    /// - Parameters:
    ///   - range: which of the steps.
    ///   - steps: all steps of the channel.
    ///   - start: where their bytes begin.
    ///   - bytes: holds the record.
    /// - Returns: where the bytes end; nil where they would leave `bytes` or are no record's.
    static func end(
        of range: Range<Int>,
        _ steps: Span<RecordStep>,
        at start: Int,
        in bytes: RawSpan
    ) -> Int? {
        var offset = start
        guard offset <= bytes.byteCount else { return nil }
        var place = range.lowerBound
        while place < range.upperBound {
            let step = steps[place]
            switch step.kind {
            case .skip:
                offset += step.size
            case .text:
                guard let zero = bytes.firstZero(from: offset) else { return nil }
                offset = zero + 1
            case .array:
                guard let count = bytes.load(at: offset, as: UInt32.self) else { return nil }
                offset += 4 + step.size * Int(count)
            default:
                guard let end = compoundEnd(of: place, steps, at: offset, in: bytes) else {
                    return nil
                }
                offset = end
            }
            // Both numbers are far from the largest one, so no sum overflows.
            guard offset <= bytes.byteCount else { return nil }
            place = step.end
        }
        return offset
    }

    /// Goes over the bytes of a step that has inner steps.
    private static func compoundEnd(
        of place: Int,
        _ steps: Span<RecordStep>,
        at offset: Int,
        in bytes: RawSpan
    ) -> Int? {
        let step = steps[place]
        let inner = place + 1..<step.end
        switch step.kind {
        case .elements:
            guard let count = bytes.load(at: offset, as: UInt32.self) else { return nil }
            return end(of: inner, steps, times: Int(count), at: offset + 4, in: bytes)
        case .repeated:
            return end(of: inner, steps, times: step.size, at: offset, in: bytes)
        case .optional:
            guard let selector = bytes.load(at: offset, as: UInt8.self) else { return nil }
            return selector == 0 ? offset + 1 : end(of: inner, steps, at: offset + 1, in: bytes)
        case .variant, .signedVariant:
            guard let value = step.selector(at: offset, in: bytes) else { return nil }
            var option = inner.lowerBound
            while option < inner.upperBound {
                let next = steps[option].end
                if steps[option].range.contains(value) {
                    return end(of: option + 1..<next, steps, at: offset + step.size, in: bytes)
                }
                option = next
            }
            // A value that chooses nothing is no record's, whoever wrote it.
            return nil
        case .skip, .text, .array, .option:
            return nil
        }
    }

    /// Each element takes a byte at least, so the bytes bound the work.
    private static func end(
        of range: Range<Int>,
        _ steps: Span<RecordStep>,
        times count: Int,
        at start: Int,
        in bytes: RawSpan
    ) -> Int? {
        var offset = start
        for _ in 0..<count {
            guard let next = end(of: range, steps, at: offset, in: bytes) else { return nil }
            offset = next
        }
        return offset
    }

    /// The integer that chooses an option.
    private func selector(at offset: Int, in bytes: RawSpan) -> Int64? {
        let isSigned = kind == .signedVariant
        switch size {
        case 1:
            return bytes.load(at: offset, as: UInt8.self).map {
                isSigned ? Int64(Int8(bitPattern: $0)) : Int64($0)
            }
        case 2:
            return bytes.load(at: offset, as: UInt16.self).map {
                isSigned ? Int64(Int16(bitPattern: $0)) : Int64($0)
            }
        case 4:
            return bytes.load(at: offset, as: UInt32.self).map {
                isSigned ? Int64(Int32(bitPattern: $0)) : Int64($0)
            }
        default:
            return bytes.load(at: offset, as: UInt64.self).map { Int64(bitPattern: $0) }
        }
    }
}
