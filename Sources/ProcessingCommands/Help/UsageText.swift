// SPDX-License-Identifier: Apache-2.0

/// How to use the commands that process traces.
public enum UsageText {
    /// The text for a command.
    public static func text(_ command: ProcessingCommand) -> String {
        switch command {
        case .convert: convert + time + "\n" + parameters + "\n" + general
        case .run: run + connections + "\n" + parameters + "\n" + general
        case .query: query + parameters + "\n" + general
        case .help: help + general
        case .listPlugins: listPlugins + general
        }
    }

    private static let general = """
        General options:

          -d, --debug                   same as --log-level=TRACE
          -v, --verbose                 same as --log-level=INFO
          -l, --log-level=LEVEL         before the command's own options: NONE, FATAL, ERROR,
                                        WARNING, INFO, DEBUG or TRACE, or the first letter
              --plugin-path=DIR[:DIR]   further directories of plug-ins
              --omit-home-plugin-path   no plug-ins of the user
              --omit-system-plugin-path no plug-ins of the system
          -h, --help                    print this text
          -V, --version                 print the version

        Exit status: 0 done; 1 something is wrong; 2 interrupted.

        """

    private static let convert = """
        Usage: plume convert [GENERAL OPTIONS] [OPTIONS] PATH...

        Reads traces, merges them by time, and prints or writes them. The options are those of
        babeltrace2.

            plume convert trace                          a line of text for each event
            plume convert --names=all --fields=all trace all that there is to see
            plume convert -o ctf -w copies trace         trace folders below `copies`
            plume convert trace -c sink.utils.counter    count messages
            plume convert --begin=10:15 --end=10:16 trace

        Options:

          -c, --component=[NAME:]TYPE.PLUGIN.CLASS
                                        use a component; it is the current one from here on
          -p, --params=PARAMETERS       parameters of the current component, or of the sources
                                        for the path before
          -l, --log-level=LEVEL         log level of the same
          -o, --output-format=FORMAT    text, ctf, dummy, ctf-metadata, json or csv
          -w, --output=PATH             write there and not to standard output
              --ctf-version=VERSION     the version of CTF that -o ctf writes: 1 or 2
          -i, --input-format=FORMAT     ctf or lttng-live; without it, whatever fits
              --run-args, --run-args-0  the arguments of `plume run` for the same, for a
                                        shell or with zero bytes between them
              --stream-intersection     only the time in which all data streams are active
              --retry-duration=US       wait so many microseconds when there is nothing yet
              --allowed-mip-versions=N  accepted; both versions are always allowed

        Clocks of the traces:

              --clock-force-correlate   all clocks count from the Unix epoch
              --clock-offset=SECONDS    add seconds to all clocks
              --clock-offset-ns=NS      add nanoseconds to all clocks

        Text:

              --clock-cycles            times as cycles of the clock
              --clock-date              times with the date
              --clock-gmt               times in UTC, also those of --begin and --end
              --clock-seconds           times as seconds
              --color=WHEN              never, auto or always
          -f, --fields=FIELD[,FIELD]... trace, trace:hostname, trace:domain, trace:procname,
                                        trace:vpid, loglevel, emf, or all
          -n, --names=NAME[,NAME]...    payload, context, scope, header, or all or none
              --no-delta                no time since the event before

        Time range:

          -b, --begin=TIME              leave out what is before
          -e, --end=TIME                leave out what is after
          -t, --timerange=BEGIN,END     both; brackets around them are allowed

        Debug information:

              --debug-info, --debug-info-dir=DIR, --debug-info-full-path,
              --debug-info-target-prefix=DIR
                                        add functions and source lines to events


        """

    private static let time = """
        TIME is one of:

            YYYY-MM-DD hh:mm[:ss[.nnnnnnnnn]]
            hh:mm[:ss[.nnnnnnnnn]]          on the day of the first event
            [-]seconds[.nnnnnnnnn]          since the clock's origin

        """

    private static let run = """
        Usage: plume run [GENERAL OPTIONS] OPTIONS

        Runs a graph of components.

            plume run -c a:source.ctf.fs -p 'inputs=["trace"]' -c m:filter.utils.muxer \\
                -c b:sink.text.pretty -x a:m -x m:b

        Options:

          -c, --component=NAME:TYPE.PLUGIN.CLASS
                                        add a component; it is the current one from here on
          -p, --params=PARAMETERS       parameters of the current component
          -l, --log-level=LEVEL         log level of the current component
          -x, --connect=CONNECTION      connect two components
          -b, --base-params=PARAMETERS  parameters of all components after this
          -r, --reset-base-params       no such parameters from here on
              --retry-duration=US       wait so many microseconds when there is nothing yet
              --allowed-mip-versions=N  accepted; both versions are always allowed


        """

    private static let connections = """
        CONNECTION is UPSTREAM[.PORT]:DOWNSTREAM[.PORT]: two components, and which of their ports.
        In a port, a star stands for anything. Without a port, any will do. A backslash makes the
        next character an ordinary one.

        """

    private static let query = """
        Usage: plume query [GENERAL OPTIONS] [OPTIONS] TYPE.PLUGIN.CLASS OBJECT

        Asks a component class for an object.

            plume query source.ctf.fs babeltrace.trace-infos -p 'inputs=["trace"]'

        Options:

          -p, --params=PARAMETERS       parameters of the question


        """

    private static let help = """
        Usage: plume help [GENERAL OPTIONS] PLUGIN
               plume help [GENERAL OPTIONS] TYPE.PLUGIN.CLASS
               plume help COMMAND

        Describes a plug-in, a component class or a command. `plume list-plugins` lists them.


        """

    private static let listPlugins = """
        Usage: plume list-plugins [GENERAL OPTIONS]

        Lists the plug-ins and their component classes.


        """

    private static let parameters = """
        PARAMETERS are NAME=VALUE[,NAME=VALUE]... A value is one of:

            null                            nul and NULL are the same
            yes, no                         also true, false, TRUE, FALSE, YES, NO
            -12, 0x1F, 017, 0b101           an integer with a sign
            +12                             an integer without a sign
            2.5, 1e-3                       a real number
            word, "some words"              a text; quotes and backslashes need a backslash
            [VALUE, VALUE...]               an array
            {NAME=VALUE, NAME=VALUE...}     a map

        Put the whole in single quotes, so that the shell leaves it alone.

        """
}
