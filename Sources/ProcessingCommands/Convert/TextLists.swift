// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// The lists of `--names` and `--fields` as parameters of the text sink.
enum TextLists {
    /// The parameters for a list of names; those that are not in it are hidden.
    static func names(_ list: String) throws(GraphError) -> [String] {
        let words = Self.words(list)
        guard !(words.contains("all") && words.contains("none")) else {
            throw .usage("`--names` cannot be `all` and `none` at once.")
        }
        var parameters: [String] = []
        for word in words {
            switch word {
            case "payload", "args", "arg": parameters.append("name-payload=yes")
            case "context", "ctx": parameters.append("name-context=yes")
            case "scope", "header": parameters.append("name-\(word)=yes")
            case "all": parameters.append("name-default=show")
            case "none": parameters.append("name-default=hide")
            default:
                throw .usage(
                    "`--names` is a list of payload, context, scope and header, or all or none;"
                        + " `\(word)` is not known."
                )
            }
        }
        let isComplete = words.isEmpty || words.contains("all") || words.contains("none")
        return parameters + (isComplete ? [] : ["name-default=hide"])
    }

    /// The words that a list of names may have.
    static let nameWords = ["payload", "context", "scope", "header", "all", "none"]

    /// The words that a list of fields may have, besides `all`.
    static let fieldWords = [
        "trace", "trace:hostname", "trace:domain", "trace:procname", "trace:vpid", "loglevel",
        "emf", "callsite",
    ]

    /// The parameters for a list of fields; those that are not in it are hidden.
    static func fields(_ list: String) throws(GraphError) -> [String] {
        let words = Self.words(list)
        var parameters: [String] = []
        for word in words {
            if word == "all" {
                parameters.append("field-default=show")
            } else if fieldWords.contains(word) {
                parameters.append("field-\(word)=yes")
            } else {
                throw .usage(
                    "`--fields` is a list of \(fieldWords.joined(separator: ", ")), or all;"
                        + " `\(word)` is not known."
                )
            }
        }
        return parameters + (words.isEmpty || words.contains("all") ? [] : ["field-default=hide"])
    }

    private static func words(_ list: String) -> [String] {
        list.split(separator: ",").map { String($0.trimmingSpaces()) }.filter { !$0.isEmpty }
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
