package org.lectorium.conference.prosody;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the spool are in Lua, where it is at home; this runs them with the Lua that Debian's Prosody brings. */
class SpoolIT {

    @TempDir
    Path scratch;

    @Test
    void passesItsTestsInLua() throws Exception {
        var lua = new ProcessBuilder(
                        "lua5.4", "src/test/resources/prosody/spool_test.lua", "prosody", scratch.toString())
                .redirectErrorStream(true)
                .start();
        var report = new String(lua.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lua.waitFor()).as(report).isZero();
        assertThat(report).contains("ok   goes_on_where_it_was_after_a_restart");
    }
}
