// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemCalls

/// `plume completions`: prints what lets a shell complete the words of command lines.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print a script that lets a shell complete commands, options and values.",
        discussion: """
            eval "$(plume completions bash)"     in ~/.bashrc
            eval "$(plume completions zsh)"      in ~/.zshrc, after compinit
            plume completions fish | source      in ~/.config/fish/config.fish

            The script asks plume itself, so that it fits whatever version is there.
            """
    )

    @Argument(help: "The shell; the one that SHELL names.")
    var shell: ShellChoice?

    func run() throws {
        let own = Environment.value("SHELL")?.split(separator: "/").last.map(String.init)
        guard let shell = shell ?? own.flatMap(ShellChoice.init(rawValue:)) else {
            let names = ShellChoice.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(.usage, "name the shell, one of \(names): plume completions bash")
        }
        _ = Terminal.output(Array((shell.script + "\n").utf8))
    }
}

/// `plume complete`: answers the scripts of `plume completions`.
struct CompleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "complete", shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough)
    var words: [String] = []

    func run() throws {
        let given = words.first == "--" ? Array(words.dropFirst()) : words
        let lines = WordCompletion(given).lines
        _ = Terminal.output(lines.flatMap { Array(($0 + "\n").utf8) })
    }
}

/// Which shell is meant.
enum ShellChoice: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish

    /// What the shell reads.
    fileprivate var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    private static let bashScript = """
        # Completions of plume for bash.
        _plume() {
            local line IFS=$'\\n'
            COMPREPLY=()
            while read -r line; do
                case $line in
                    :files) compopt -o filenames; COMPREPLY+=($(compgen -f -- "$2")) ;;
                    :directories) compopt -o filenames; COMPREPLY+=($(compgen -d -- "$2")) ;;
                    :commands) COMPREPLY+=($(compgen -c -- "$2")) ;;
                    *) COMPREPLY+=("${line%%$'\\t'*}") ;;
                esac
            done < <("$1" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
        }
        complete -F _plume plume
        """

    private static let zshScript = """
        #compdef plume
        # Completions of plume for zsh.
        _plume() {
            local line ret=1
            local -a candidates
            for line in "${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
                case $line in
                    '') ;;
                    :files) _files && ret=0 ;;
                    :directories) _files -/ && ret=0 ;;
                    :commands) _command_names -e && ret=0 ;;
                    *$'\\t'*) candidates+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}") ;;
                    *) candidates+=("${line//:/\\\\:}") ;;
                esac
            done
            (( $#candidates )) && _describe plume candidates && ret=0
            return ret
        }
        if [[ $funcstack[1] = _plume ]]; then _plume "$@"; else compdef _plume plume; fi
        """

    private static let fishScript = """
        # Completions of plume for fish.
        function __plume_complete
            set -l words (commandline -opc) "$(commandline -ct)"
            for line in ($words[1] complete -- $words[2..-1] 2>/dev/null)
                switch $line
                    case ':files'
                        __fish_complete_path $words[-1]
                    case ':directories'
                        __fish_complete_directories $words[-1]
                    case ':commands'
                        __fish_complete_command
                    case '*'
                        echo $line
                end
            end
        end
        complete -c plume -f -a '(__plume_complete)'
        """
}
