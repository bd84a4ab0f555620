package org.lectorium.core.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Values on their way into the database and out of it, where JDBC has no word for them. */
public final class SqlValues {

    private SqlValues() {}

    /** Of a column that may be null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    public static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** The pattern of {@code like} for what has the words in it, as they stand there. */
    public static String containing(String words) {
        return "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
