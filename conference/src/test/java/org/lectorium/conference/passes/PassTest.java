package org.lectorium.conference.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.conference.passes.Pass.Role;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.UserId;

class PassTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    /** Seconds are counted from now; the edges belong to what comes next. */
    @ParameterizedTest
    @CsvSource({
        "    ,    ,  ,   0, false, active,   true",
        "  -1,   1, 2,   1, false, active,   true",
        "   0,    ,  ,   0, false, active,   true",
        "   1,    ,  ,   0, false, not-yet,  false",
        "    ,   0,  ,   0, false, expired,  false",
        "    ,  -1, 1,   1, false, expired,  false",
        "    ,    , 1,   1, false, used-up,  true",
        "   1,   2, 1,   1, false, used-up,  true",
        "    ,    ,  , 999, false, active,   true",
        "  -2,  -1, 1,   1, true,  revoked,  false"
    })
    void isInAState(
            @Nullable Long opens,
            @Nullable Long closes,
            @Nullable Integer maxUses,
            int uses,
            boolean revoked,
            String state,
            boolean letsBackIn) {
        var pass = new Pass(
                UUID.randomUUID(),
                new RoomName("room"),
                "Room",
                "pass",
                opens == null ? null : NOW.plusSeconds(opens),
                closes == null ? null : NOW.plusSeconds(closes),
                Role.GUEST,
                maxUses,
                uses,
                "",
                NOW,
                UserId.random(),
                null,
                revoked ? NOW : null);

        assertThat(pass.state(NOW).word()).isEqualTo(state);
        assertThat(pass.letsBackIn(NOW)).isEqualTo(letsBackIn);
    }
}
