package org.lectorium.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.UserId;

/** Which second of a recording a message has. */
class RecordingClockTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-25");
    private static final UserId ANNA = UserId.random();
    private static final UserId BORIS = UserId.random();

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # case                       , delivered    , seen         , seconds , written      , second
                    the clocks agree             , 10:00:00     , 10:00:00     , 60      , 10:00:30     , 30
                    Jibri was late               , 10:00:00     , 10:00:07.250 , 60      , 10:00:30     , 22.75
                    written while Jibri started  , 10:00:00     , 10:00:07     , 60      , 10:00:05     ,
                    Jibri's clock is hours ahead , 13:00:00     , 10:00:00     , 60      , 10:00:30     , 30
                    Jibri's clock is behind      , 09:59:10     , 10:00:00     , 60      , 10:00:30     , 30
                    the file is in another zone  , 17:00:02     , 10:00:00     , 60      , 10:00:59.500 , 59.5
                    nobody saw it                , 10:00:00     ,              , 60      , 10:00:30     , 30
                    nobody saw it in that zone   , 17:00:00     ,              , 60      , 10:00:30     ,
                    at the first moment          , 10:00:00     , 10:00:00     , 60      , 10:00:00     , 0
                    before                       , 10:00:00     , 10:00:00     , 60      , 09:59:59.999 ,
                    at the last moment           , 10:00:00     , 10:00:00     , 60      , 10:01:00     , 60
                    behind                       , 10:00:00     , 10:00:00     , 60      , 10:01:00.001 ,
                    nobody knows how long        , 10:00:00     , 10:00:00     ,         , 15:00:00     , 18000
                    """)
    void tellsTheSecond(
            String name,
            LocalTime delivered,
            @Nullable LocalTime seen,
            @Nullable Double seconds,
            LocalTime written,
            @Nullable Double second) {
        var tie = tie(at(delivered)).alignedTo(seen == null ? null : at(seen));

        assertThat(new RecordingClock(tie.startedAt(), seconds).at(at(written)))
                .isEqualTo(second == null ? OptionalDouble.empty() : OptionalDouble.of(second));
    }

    @Test
    void keepsWhatWasDelivered() {
        var tie = tie(at(LocalTime.NOON)).alignedTo(at(LocalTime.MIDNIGHT));

        assertThat(tie.deliveredStart()).isEqualTo(at(LocalTime.NOON));
        assertThat(tie.alignedTo(at(LocalTime.NOON))).isEqualTo(tie);
    }

    @Test
    void addsWhoAttended() {
        var tie = tie(at(LocalTime.NOON)).to(facts(614, BORIS));

        assertThat(tie.conference()).isEqualTo(614);
        assertThat(tie.access().attended()).containsExactlyInAnyOrder(ANNA, BORIS);
        assertThat(tie.to(facts(614))).isEqualTo(tie);
    }

    private static Tie tie(Instant start) {
        return new Tie(null, start, null, new AccessRule(AccessLevel.PRIVATE, Set.of(), List.of(), Set.of(ANNA)));
    }

    private static ConferenceFacts facts(int number, UserId... attended) {
        return new ConferenceFacts(number, "room", "meeting", at(LocalTime.MIDNIGHT), null, Set.of(attended));
    }

    private static Instant at(LocalTime time) {
        return DAY.atTime(time).toInstant(ZoneOffset.UTC);
    }
}
