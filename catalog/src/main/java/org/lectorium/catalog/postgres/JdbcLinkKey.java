package org.lectorium.catalog.postgres;

import java.security.SecureRandom;
import org.lectorium.catalog.playback.LinkKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcLinkKey implements LinkKey {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;

    JdbcLinkKey(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public byte[] get() {
        // Two nodes that start at the same moment must not make two.
        jdbc.sql("lock table catalog.link_key").update();
        var made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        jdbc.sql("insert into catalog.link_key select ? where not exists (select 1 from catalog.link_key)")
                .param(made)
                .update();
        return jdbc.sql("select key from catalog.link_key").query(byte[].class).single();
    }
}
