package org.lectorium.catalog.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.catalog.Receiving;
import org.lectorium.catalog.ReceivingTable;
import org.lectorium.core.RecordingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReceivingTable implements ReceivingTable {

    private static final String SELECT =
            "select delivery, card, received_bytes, size_bytes from catalog.receiving where recording is null ";

    private final JdbcClient jdbc;

    JdbcReceivingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Receiving> all() {
        return jdbc.sql(SELECT).query(JdbcReceivingTable::map).list();
    }

    @Override
    public boolean add(Receiving receiving) {
        return jdbc.sql("""
                        insert into catalog.receiving (delivery, card, received_bytes, size_bytes)
                        values (:delivery, :card, :bytes, :ofBytes)
                        on conflict do nothing
                        """)
                        .param("delivery", receiving.delivery().value())
                        .param("card", receiving.card().value())
                        .param("bytes", receiving.bytes())
                        .param("ofBytes", receiving.ofBytes())
                        .update()
                == 1;
    }

    @Override
    public void progressed(Receiving receiving) {
        jdbc.sql("""
                        update catalog.receiving set received_bytes = :bytes, size_bytes = :ofBytes
                        where delivery = :delivery and recording is null
                        """)
                .param("delivery", receiving.delivery().value())
                .param("bytes", receiving.bytes())
                .param("ofBytes", receiving.ofBytes())
                .update();
    }

    @Override
    public Optional<Receiving> ofCard(RecordingId card) {
        return jdbc.sql(SELECT + "and card = ?")
                .param(card.value())
                .query(JdbcReceivingTable::map)
                .optional();
    }

    @Override
    public List<Receiving> ofCards(Collection<RecordingId> cards) {
        return jdbc.sql(SELECT + "and card = any(?)")
                .param(cards.stream().map(RecordingId::value).toArray(UUID[]::new))
                .query(JdbcReceivingTable::map)
                .list();
    }

    @Override
    public void remove(RecordingId delivery) {
        jdbc.sql("delete from catalog.receiving where delivery = ? and recording is null")
                .param(delivery.value())
                .update();
    }

    @Override
    public void replaced(RecordingId delivery, RecordingId recording) {
        jdbc.sql("update catalog.receiving set recording = :recording where delivery = :delivery")
                .param("delivery", delivery.value())
                .param("recording", recording.value())
                .update();
    }

    @Override
    public Optional<RecordingId> became(RecordingId card) {
        return jdbc.sql("select recording from catalog.receiving where card = ? and recording is not null")
                .param(card.value())
                .query((row, number) -> new RecordingId(row.getObject("recording", UUID.class)))
                .optional();
    }

    private static Receiving map(ResultSet row, int number) throws SQLException {
        return new Receiving(
                new RecordingId(row.getObject("delivery", UUID.class)),
                new RecordingId(row.getObject("card", UUID.class)),
                row.getLong("received_bytes"),
                row.getObject("size_bytes", Long.class));
    }
}
