// SPDX-License-Identifier: Apache-2.0

/// Unsafe code stays in the targets that the map of ARCHITECTURE.md marks.
///
/// What a macro generates is text in a string, and is no unsafe code of the macro.
enum FenceRule {
    static let fence: Set = [
        "Bytes", "SystemCalls", "RingBuffer", "SideRuntime", "Tracer",
    ]

    static func findings(in text: String, target: String) -> [Finding] {
        if fence.contains(target) { return [] }
        return SourceText(text).words.filter(isUnsafe).map {
            Finding("\($0.text) outside the fence", line: $0.line)
        }
    }

    private static func isUnsafe(_ word: SourceText.Word) -> Bool {
        word.text == "unsafe" || word.text == "unchecked" || word.text == "OpaquePointer"
            || word.text.hasPrefix("Unsafe")
            || word.text.hasPrefix("unsafe") && word.text.dropFirst(6).first?.isUppercase == true
    }
}
