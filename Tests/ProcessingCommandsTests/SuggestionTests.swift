// SPDX-License-Identifier: Apache-2.0

import ProcessingCommands
import Testing
import TraceGraph

@Suite("What somebody meant")
struct SuggestionTests {
    private static let commands = ["record", "attach", "view", "list", "list-plugins", "recover"]

    @Test(
        "The closest word is found, and none where none is close",
        arguments: [
            ("recrod", "record"), ("record", "record"), ("rec0rd", "record"), ("recor", "record"),
            ("Record", "record"), ("atach", "attach"), ("veiw", "view"), ("vew", "view"),
            ("viewer", "view"), ("lists", "list"), ("att", "attach"), ("reco", nil), ("a", nil),
            ("", nil), ("./server", nil), ("frobnicate", nil),
        ] as [(String, String?)]
    )
    func closest(word: String, meant: String?) {
        #expect(Suggestion.closest(to: word, among: Self.commands) == meant)
    }

    @Test("Options that commands do not know are answered with the one that was meant")
    func options() throws {
        let lines: [(ProcessingCommand, String, String)] = [
            (.convert, "--clock-secnds", "Did you mean `--clock-seconds`?"),
            (.convert, "--outptu=x", "Did you mean `--output`?"),
            (.run, "--conect", "Did you mean `--connect`?"),
            (.query, "--parms", "Did you mean `--params`?"),
        ]
        for (command, option, question) in lines {
            let error = #expect(throws: GraphError.self) {
                try CommandLine([option, "x", "y"], of: command)
            }
            #expect(error?.description.contains(question) == true, "\(String(describing: error))")
        }
        let error = #expect(throws: GraphError.self) {
            try CommandLine(["--frobnicate", "x"], of: .convert)
        }
        #expect(error?.description.contains("Did you mean") == false)
    }
}
