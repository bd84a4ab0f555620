#!/bin/sh
# Installs the Debian packages that are missing, and says so in one line; sh scripts/packages.sh run,demo
# Ends with 1 where something stays missing, and says in one sentence what, and what to do.
set -eu
wanted=$1
list=$(dirname "$0")/packages

is_there() {
    case $1 in
    program:*) command -v "${1#program:}" >/dev/null ;;
    # The loader's list, and not a folder: that differs between architectures.
    library:*) PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -qF "${1#library:} " ;;
    file:*) [ -e "${1#file:}" ] ;;
    esac
}

is_wanted() {
    for each in $(echo "$wanted" | tr , ' '); do
        case ,$1, in *",$each,"*) return 0 ;; esac
    done
    return 1
}

missing=
while read -r for there package _; do
    case $for in '' | \#*) continue ;; esac
    if is_wanted "$for" && ! is_there "$there"; then
        missing="$missing $package"
    fi
done <"$list"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Please install what Debian calls$missing." >&2
    exit 1
fi

# The first name that apt offers here; without its lists that is none.
choose() {
    chosen=
    for names in $missing; do
        found=
        for name in $(echo "$names" | tr '|' ' '); do
            if LC_ALL=C apt-cache policy "$name" 2>/dev/null | grep -q '^  Candidate: [^(]'; then
                found=$name
                break
            fi
        done
        chosen="$chosen ${found:-${names##*|}}"
        [ -n "$found" ] || unknown=true
    done
}

unknown=
choose
if [ "$(id -u)" != 0 ]; then
    echo "Please have installed, as root: apt-get install$chosen" >&2
    exit 1
fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
if [ -n "$unknown" ]; then
    apt-get update -q >"$said" 2>&1 || true
    choose
fi
echo "Installing$chosen"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # They are words.
if ! apt-get install -y -q --no-install-recommends $chosen >"$said" 2>&1; then
    # Lists that are old name files that are gone.
    { apt-get update -q && apt-get install -y -q --no-install-recommends $chosen; } >"$said" 2>&1 || {
        echo "Could not install$chosen: $(grep '^E: ' "$said" | head -n 1 | cut -c 4-)" >&2
        exit 1
    }
fi
