#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lets a run use nothing but named Debian packages, so that what a script forgets to install is missed
# here and not on somebody's new machine. Source it, call `use_only NAME...` before and
# `check_archives` after everything else.

set -euo pipefail

# Tests run programs as other users, who must find them too.
packages_folder=$(mktemp -d)
chmod 755 "$packages_folder"

# Hides the programs of all other packages: PATH becomes links to those of the named ones, of what they
# depend on and of what no Debian is without; the toolchain of Swift follows. Notes which archives and
# headers have been read lately: shared libraries are loaded by anything that runs on the machine.
use_only() {
    local toolchain
    toolchain=$(dirname "$(readlink -f "$(command -v swift)")")
    dpkg-query -W -f='${Essential} ${Priority} ${Package}\n' \
        | awk '$1 == "yes" || $2 == "required" { print $3 }' \
        | xargs apt-cache depends --recurse --installed --no-recommends --no-suggests \
            --no-conflicts --no-breaks --no-replaces --no-enhances apt dpkg "$@" \
        | grep -E '^[a-z0-9]' | sed 's/:.*//' | sort -u >"$packages_folder/names"
    # An installed package may be known by its name alone, or only together with an architecture.
    dpkg-query -W -f='${binary:Package} ${Package}\n' \
        | awk 'NR == FNR { named[$1]; next } $2 in named { print $1 }' "$packages_folder/names" - \
        | xargs dpkg -L | sort -u >"$packages_folder/files"
    # Where /bin and /lib are links, a package may name a file by either path.
    sed -nE 's#^/(s?bin|lib[0-9a-z]*)/#/usr&#p' "$packages_folder/files" \
        | sort -u - "$packages_folder/files" >"$packages_folder/all-files"

    mkdir "$packages_folder/bin"
    # A name that is chosen among alternatives is there if the chosen file is.
    find /usr/bin /usr/sbin -xdev ! -type d -print0 | sort -z >"$packages_folder/programs"
    paste -d ' ' <(tr '\0' '\n' <"$packages_folder/programs") \
        <(xargs -0 readlink -m <"$packages_folder/programs") \
        | awk 'NR == FNR { owned[$1]; next } $1 in owned || $2 in owned { print $1 }' \
            "$packages_folder/all-files" - | xargs ln -sfn -t "$packages_folder/bin"
    whole_path=$PATH
    PATH=$packages_folder/bin:$toolchain
    export PATH

    find /usr/lib /usr/include /usr/local/lib /usr/local/include -xdev -type f \
        \( -name '*.a' -o -name '*.o' -o -name '*.h' \) \
        -printf '%p\n' | LC_ALL=C sort >"$packages_folder/present"
    LC_ALL=C sort "$packages_folder/all-files" \
        | LC_ALL=C comm -23 "$packages_folder/present" - >"$packages_folder/others"
    # The time of the last reading is only kept when it is older than a day, or than the file.
    tr '\n' '\0' <"$packages_folder/others" | xargs -0 -r touch -c -a -d '3 days ago'
    touch "$packages_folder/begin"
}

# Says which archives and headers of other packages were read since; fails if there are any.
check_archives() {
    local used
    used=$(tr '\n' '\0' <"$packages_folder/others" \
        | xargs -0 -r -I FILE find FILE -maxdepth 0 -newerat "@$(stat -c %Y "$packages_folder/begin")" \
        || true)
    rm -rf "$packages_folder"
    PATH=$whole_path
    if [ -n "$used" ]; then
        echo "these were used and come from no package that the scripts install:" >&2
        echo "$used" >&2
        return 1
    fi
}
