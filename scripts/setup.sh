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

# What scripts/packages lists. Without it Lectorium starts all the same, and says what does not work.
prosody=$(command -v prosody || true)
./scripts/packages.sh "${LECTORIUM_SETUP:-run}" || true
# The tests start a Prosody of their own; the one that comes with the package is not wanted here.
if [ -z "$prosody" ] && command -v prosody >/dev/null; then
    if [ -d /run/systemd/system ]; then
        systemctl disable --now prosody >/dev/null 2>&1 || true
    elif [ -x /etc/init.d/prosody ]; then
        /etc/init.d/prosody stop >/dev/null 2>&1 || true
    fi
fi
