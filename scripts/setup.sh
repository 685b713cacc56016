#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing. Source it, then call `install_missing NAME...`.

set -euo pipefail

# What the guides of swift.org ask for on Debian 12: whoever has Swift has these.
packages_of_swift="binutils ca-certificates gcc git libc6-dev libcurl4 libedit2 libncurses6 libsqlite3-0
    libstdc++-12-dev libxml2 libz3-4 python3-minimal zlib1g-dev"
# What `./quickstart` uses besides, and what `./test` does.
packages_of_quickstart="redis-tools"
packages_of_tests="babeltrace2 binutils bpftrace build-essential clang fish gdb groff-base
    libclang-rt-14-dev liblttng-ust-dev linux-perf lld lttng-tools mold pkg-config python3 util-linux
    valgrind zsh"

install_missing() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    if [ "$(id -u)" -ne 0 ]; then
        echo "These Debian packages are missing: ${missing[*]}" >&2
        echo "Install them with: sudo apt-get install ${missing[*]}" >&2
        exit 1
    fi
    echo "Installing ${missing[*]} ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >/dev/null
}

require_swift() {
    if ! command -v swift >/dev/null; then
        echo "Swift 6.3 or later is needed: https://www.swift.org/install/linux/" >&2
        exit 1
    fi
}

# Runs a command quietly; shows what it printed only when it fails.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
