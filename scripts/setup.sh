# Finds or installs what ./run and ./test need; sourced by both.

# A JDK 25 may lie beside an older default.
find_jdk() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*jdk*25* "$HOME"/.sdkman/candidates/java/25*; do
        if [ -n "$home" ] && [ -x "$home/bin/javac" ] &&
            "$home/bin/java" -version 2>&1 | grep -q 'version "25'; then
            echo "$home"
            return
        fi
    done
    if command -v java >/dev/null && java -version 2>&1 | grep -q 'version "25'; then
        java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p'
    fi
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
    echo "Lectorium needs a JDK 25: install one (for example Temurin) or set JAVA_HOME to it." >&2
    exit 1
fi
export JAVA_HOME

# The web application is built with Node.
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
    2>/dev/null; then
    echo "Lectorium needs Node.js 20.19 or newer with npm to build its web application." >&2
    exit 1
fi

# Debian packages: the sandbox around FFmpeg, for the demo's slides a font, for the tests a browser, Prosody,
# and what the kit for recorders is written with, as well.
missing=
command -v bwrap >/dev/null || missing="$missing bubblewrap"
if [ -n "${LECTORIUM_SETUP:-}" ]; then
    [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || missing="$missing fonts-dejavu-core"
fi
if [ "${LECTORIUM_SETUP:-}" = test ]; then
    command -v chromium >/dev/null || missing="$missing chromium"
    command -v prosody >/dev/null || missing="$missing prosody"
    command -v shellcheck >/dev/null || missing="$missing shellcheck"
    command -v jq >/dev/null || missing="$missing jq"
    command -v curl >/dev/null || missing="$missing curl"
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        (apt-get install -y -q $missing || (apt-get update -q && apt-get install -y -q $missing)) >/dev/null 2>&1 ||
            echo "Could not install:$missing. Without bubblewrap FFmpeg runs with resource limits alone." >&2
        # The tests start a Prosody of their own; the one that comes with the package is not wanted here.
        case $missing in
        *prosody*)
            if [ -d /run/systemd/system ]; then
                systemctl disable --now prosody >/dev/null 2>&1 || true
            elif [ -x /etc/init.d/prosody ]; then
                /etc/init.d/prosody stop >/dev/null 2>&1 || true
            fi
            ;;
        esac
    else
        echo "Please install:$missing. Without bubblewrap FFmpeg runs with resource limits alone." >&2
    fi
fi
