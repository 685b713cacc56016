// SPDX-License-Identifier: Apache-2.0

/// The options of `plume convert`.
enum ConvertOption: Hashable, Sendable {
    case component
    case parameters
    case logLevel
    case begin
    case end
    case timeRange
    case inputFormat
    case outputFormat
    case output
    case names
    case fields
    case color
    case text(String)
    case clockForceCorrelate
    case clockOffsetSeconds
    case clockOffsetNanoseconds
    case debugInfo
    case debugInfoDirectory
    case debugInfoFullPath
    case debugInfoPrefix
    case runArguments
    case runArgumentsZero
    case streamIntersection
    case retryDuration
    case interchangeVersions
    case general(GeneralOptions.Identity)

    static let all: [OptionDescription<ConvertOption>] = [
        OptionDescription(.component, "c", "component", value: true),
        OptionDescription(.parameters, "p", "params", value: true),
        OptionDescription(.logLevel, "l", "log-level", value: true),
        OptionDescription(.begin, "b", "begin", value: true),
        OptionDescription(.end, "e", "end", value: true),
        OptionDescription(.timeRange, "t", "timerange", value: true),
        OptionDescription(.inputFormat, "i", "input-format", value: true),
        OptionDescription(.outputFormat, "o", "output-format", value: true),
        OptionDescription(.output, "w", "output", value: true),
        OptionDescription(.names, "n", "names", value: true),
        OptionDescription(.fields, "f", "fields", value: true),
        OptionDescription(.color, nil, "color", value: true),
        OptionDescription(.text("clock-cycles"), nil, "clock-cycles"),
        OptionDescription(.text("clock-date"), nil, "clock-date"),
        OptionDescription(.text("clock-gmt"), nil, "clock-gmt"),
        OptionDescription(.text("clock-seconds"), nil, "clock-seconds"),
        OptionDescription(.text("no-delta"), nil, "no-delta"),
        OptionDescription(.clockForceCorrelate, nil, "clock-force-correlate"),
        OptionDescription(.clockOffsetSeconds, nil, "clock-offset", value: true),
        OptionDescription(.clockOffsetNanoseconds, nil, "clock-offset-ns", value: true),
        OptionDescription(.debugInfo, nil, "debug-info"),
        OptionDescription(.debugInfoDirectory, nil, "debug-info-dir", value: true),
        OptionDescription(.debugInfoFullPath, nil, "debug-info-full-path"),
        OptionDescription(.debugInfoPrefix, nil, "debug-info-target-prefix", value: true),
        OptionDescription(.runArguments, nil, "run-args"),
        OptionDescription(.runArgumentsZero, nil, "run-args-0"),
        OptionDescription(.streamIntersection, nil, "stream-intersection"),
        OptionDescription(.retryDuration, nil, "retry-duration", value: true),
        OptionDescription(.interchangeVersions, "m", "allowed-mip-versions", value: true),
        OptionDescription(.general(.debug), "d", "debug"),
        OptionDescription(.general(.verbose), "v", "verbose"),
        OptionDescription(.general(.help), "h", "help"),
        OptionDescription(.general(.version), "V", "version"),
        OptionDescription(.general(.omitHome), nil, "omit-home-plugin-path"),
        OptionDescription(.general(.omitSystem), nil, "omit-system-plugin-path"),
        OptionDescription(.general(.pluginPath), nil, "plugin-path", value: true),
    ]
}
