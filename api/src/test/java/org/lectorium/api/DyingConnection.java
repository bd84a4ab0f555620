package org.lectorium.api;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The database goes away from under whoever changes a table next, once; others do not notice. */
final class DyingConnection implements AutoCloseable {

    private final JdbcClient jdbc;

    /** @param trigger what stands between {@code create} and {@code for each row}; its function is ours */
    DyingConnection(JdbcClient jdbc, String trigger) {
        this.jdbc = jdbc;
        jdbc.sql("create sequence changes").update();
        jdbc.sql("""
                        create function die_once() returns trigger language plpgsql as $$
                        begin
                            if nextval('public.changes') = 1 then
                                perform pg_terminate_backend(pg_backend_pid());
                            end if;
                            return new;
                        end $$
                        """).update();
        jdbc.sql("create %s for each row execute function public.die_once()".formatted(trigger))
                .update();
    }

    boolean hasDied() {
        return jdbc.sql("select is_called from changes").query(Boolean.class).single();
    }

    @Override
    public void close() {
        jdbc.sql("drop function die_once cascade").update();
        jdbc.sql("drop sequence changes").update();
    }
}
