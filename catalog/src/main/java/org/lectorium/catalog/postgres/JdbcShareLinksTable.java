package org.lectorium.catalog.postgres;

import static org.lectorium.core.postgres.SqlValues.instant;
import static org.lectorium.core.postgres.SqlValues.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.catalog.sharing.ShareLink;
import org.lectorium.catalog.sharing.ShareLinksTable;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

@Repository
class JdbcShareLinksTable implements ShareLinksTable {

    private final JdbcClient jdbc;

    JdbcShareLinksTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(ShareLink link, Sha256 token) {
        jdbc.sql("""
                        insert into catalog.share_links
                            (id, recording_id, sha256, label, password_hash, expires_at, max_uses, download, origins,
                             created_by, created_at)
                        values (:id, :recording, :sha256, :label, :password, :expires, :maxUses, :download, :origins,
                                :createdBy, :createdAt)
                        """)
                .param("id", link.id())
                .param("recording", link.recording().value())
                .param("sha256", token.hex())
                .param("label", link.label())
                .param("password", link.passwordHash())
                .param("expires", timestamp(link.expiresAt()))
                .param("maxUses", link.maxUses())
                .param("download", link.download())
                .param("origins", link.origins().toArray(String[]::new))
                .param("createdBy", link.createdBy().value())
                .param("createdAt", timestamp(link.createdAt()))
                .update();
    }

    @Override
    public Optional<ShareLink> find(UUID link) {
        return jdbc.sql("select * from catalog.share_links where id = ?")
                .param(link)
                .query(JdbcShareLinksTable::map)
                .optional();
    }

    @Override
    public Optional<ShareLink> findByToken(Sha256 token) {
        return jdbc.sql("select * from catalog.share_links where sha256 = ?")
                .param(token.hex())
                .query(JdbcShareLinksTable::map)
                .optional();
    }

    @Override
    public List<ShareLink> of(RecordingId recording) {
        return jdbc.sql("""
                        select * from catalog.share_links where recording_id = ? and revoked_at is null
                        order by created_at desc, id
                        """)
                .param(recording.value())
                .query(JdbcShareLinksTable::map)
                .list();
    }

    @Override
    public boolean revoke(UUID link, Instant at) {
        return jdbc.sql("update catalog.share_links set revoked_at = :at where id = :id and revoked_at is null")
                        .param("id", link)
                        .param("at", timestamp(at))
                        .update()
                == 1;
    }

    @Override
    public boolean use(UUID link, Instant at) {
        return jdbc.sql("""
                                update catalog.share_links set uses = uses + 1, last_used_at = :at
                                where id = :id and revoked_at is null and (max_uses is null or uses < max_uses)
                                """).param("id", link).param("at", timestamp(at)).update() == 1;
    }

    @Override
    public void addVisit(UUID link, Sha256 visit, Instant expiresAt) {
        jdbc.sql("insert into catalog.share_visits (sha256, link_id, expires_at) values (?, ?, ?)")
                .params(visit.hex(), link, Timestamp.from(expiresAt))
                .update();
    }

    @Override
    public boolean hasVisit(UUID link, Sha256 visit, Instant now) {
        return jdbc.sql("select exists (select 1 from catalog.share_visits"
                        + " where sha256 = ? and link_id = ? and expires_at > ?)")
                .params(visit.hex(), link, Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetOldVisits() {
        jdbc.sql("delete from catalog.share_visits where expires_at < now()").update();
    }

    private static ShareLink map(ResultSet row, int number) throws SQLException {
        return new ShareLink(
                row.getObject("id", UUID.class),
                new RecordingId(row.getObject("recording_id", UUID.class)),
                row.getString("label"),
                row.getString("password_hash"),
                instant(row, "expires_at"),
                row.getObject("max_uses", Integer.class),
                row.getInt("uses"),
                row.getBoolean("download"),
                List.of((String[]) row.getArray("origins").getArray()),
                new UserId(row.getObject("created_by", UUID.class)),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }
}
