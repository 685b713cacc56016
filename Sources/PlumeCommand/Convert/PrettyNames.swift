// SPDX-License-Identifier: Apache-2.0

internal import TraceComponents

/// The words of `--names` and `--fields`.
enum PrettyNames {
    /// The names that a list of words shows; those it does not name are hidden.
    static func names(_ list: String) throws(CommandFailure) -> PrettyOptions.Names {
        var names: PrettyOptions.Names = []
        let words = list.split(separator: ",").map(String.init)
        for word in words {
            switch word {
            case "payload", "args", "arg": names.insert(.payload)
            case "context", "ctx": names.insert(.context)
            case "scope": names.insert(.scope)
            case "header": names.insert(.header)
            case "all": names = .all
            case "none": names = []
            default: throw unknown(word, "--names")
            }
        }
        guard !(words.contains("all") && words.contains("none")) else {
            throw CommandFailure(.usage, "--names: \"all\" and \"none\" exclude each other")
        }
        return names
    }

    /// The facts that a list of words shows, besides those that are always shown.
    static func facts(_ list: String) throws(CommandFailure) -> PrettyOptions.Facts {
        var facts = PrettyOptions().facts
        for word in list.split(separator: ",").map(String.init) {
            switch word {
            case "trace": facts.insert(.trace)
            case "trace:hostname": facts.insert(.hostname)
            case "trace:domain": facts.insert(.domain)
            case "trace:procname": facts.insert(.procname)
            case "trace:vpid": facts.insert(.vpid)
            case "loglevel": facts.insert(.logLevel)
            case "emf": facts.insert(.emf)
            case "callsite": break
            case "all": facts = .all
            default: throw unknown(word, "--fields")
            }
        }
        return facts
    }

    private static func unknown(_ word: String, _ option: String) -> CommandFailure {
        CommandFailure(.usage, "\(option): \"\(word)\" is not known; see plume help convert")
    }
}
