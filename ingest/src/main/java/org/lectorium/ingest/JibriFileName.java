package org.lectorium.ingest;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;
import org.lectorium.core.RecordedMeeting;

/**
 * What a file's name tells when it is Jibri's {@code <room>_<yyyy-MM-dd-HH-mm-ss>.<extension>}
 * ({@code sink/impl/FileSink.kt}). The time is in Jibri's own zone.
 */
final class JibriFileName {

    private static final Pattern FORM = Pattern.compile("(?<room>.+)_(?<time>\\d{4}(-\\d{2}){5})\\.[A-Za-z0-9]+");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss");

    private JibriFileName() {}

    static RecordedMeeting read(String fileName, ZoneId zone) {
        var match = FORM.matcher(fileName);
        if (!match.matches()) {
            return RecordedMeeting.UNKNOWN;
        }
        try {
            var startedAt =
                    LocalDateTime.parse(match.group("time"), TIME).atZone(zone).toInstant();
            return new RecordedMeeting(match.group("room"), null, startedAt, null, null, Set.of());
        } catch (DateTimeParseException e) {
            return RecordedMeeting.UNKNOWN;
        }
    }
}
