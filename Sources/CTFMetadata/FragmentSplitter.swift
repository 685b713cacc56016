// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Finds the ends of fragments in bytes that arrive little by little.
///
/// A fragment is an object, so its end is known when its outermost brace closes; the separator of
/// the next fragment need not be there yet.
struct FragmentSplitter: Sendable {
    private enum State {
        /// No separator was seen yet.
        case start
        /// Within a fragment, of which the text begins at an offset.
        case inside(Int)
        /// After the end of a fragment.
        case done
    }

    private var state = State.start
    private var position = 0
    private var depth = 0
    private var isString = false
    private var isEscaped = false
    private var isBlank = true

    /// Finds the next fragment that is whole; nil when more bytes are needed.
    ///
    /// A fragment which the separator of the next one cuts is returned too, so that the reader of
    /// fragments reports what is wrong.
    mutating func next(in bytes: [UInt8]) throws(CTFError) -> Range<Int>? {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == FragmentSequence.recordSeparator {
                let range = begin(at: position)
                if let range { return range }
                continue
            }
            switch state {
            case .inside(let start):
                if closes(byte) {
                    state = .done
                    return start..<position
                }
            case .start, .done:
                guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                    throw CTFError(
                        .metadata,
                        path: "",
                        place: "",
                        problem: "there is text outside of the fragments",
                        remedy: "Each fragment must begin with a record separator (0x1E)"
                    )
                }
            }
        }
        return nil
    }

    /// Begins a fragment; returns the one before it when that was cut.
    private mutating func begin(at offset: Int) -> Range<Int>? {
        var cut: Range<Int>?
        if case .inside(let start) = state, !isBlank { cut = start..<offset - 1 }
        state = .inside(offset)
        depth = 0
        isString = false
        isEscaped = false
        isBlank = true
        return cut
    }

    /// Whether a byte of a fragment is its last one.
    private mutating func closes(_ byte: UInt8) -> Bool {
        if isString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isString = false
            }
            return false
        }
        switch byte {
        case 0x20, 0x0A, 0x0D, 0x09: return false
        case UInt8(ascii: "\""): isString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
        isBlank = false
        return depth <= 0 && (byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]"))
    }

    /// How many bytes from the beginning are not needed any more.
    var consumed: Int {
        if case .inside(let start) = state { return start }
        return position
    }

    /// Takes away the bytes which are not needed any more.
    mutating func drop(from bytes: inout [UInt8]) {
        let count = consumed
        guard count > 0 else { return }
        bytes.removeFirst(count)
        position -= count
        if case .inside = state { state = .inside(0) }
    }
}
