package org.lectorium.conference.monitoring;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.lectorium.conference.RoomTitles;
import org.lectorium.conference.monitoring.MonitoringState.BootState;
import org.lectorium.conference.monitoring.MonitoringState.CallbackState;
import org.lectorium.conference.monitoring.MonitoringState.LiveRoomState;
import org.lectorium.conference.monitoring.MonitoringState.PersonState;
import org.lectorium.conference.monitoring.MonitoringState.QueueState;
import org.lectorium.conference.monitoring.MonitoringState.RecorderState;
import org.lectorium.conference.monitoring.MonitoringTable.Boot;
import org.lectorium.conference.monitoring.MonitoringTable.LiveConference;
import org.lectorium.conference.recorders.RecordersTable;
import org.lectorium.core.ArchiveFigures;
import org.lectorium.core.ProcessingState;
import org.springframework.stereotype.Component;

/** Looks at everything at once. */
@Component
public class Monitor {

    private static final int BOOTS = 20;
    private static final String FAILED = "failed";

    private final MonitoringTable table;
    private final RecordersTable recorders;
    private final ProcessingState processing;
    private final ArchiveFigures archive;
    private final RoomTitles titles;
    private final Clock clock;

    Monitor(
            MonitoringTable table,
            RecordersTable recorders,
            ProcessingState processing,
            ArchiveFigures archive,
            RoomTitles titles,
            Clock clock) {
        this.table = table;
        this.recorders = recorders;
        this.processing = processing;
        this.archive = archive;
        this.titles = titles;
        this.clock = clock;
    }

    public MonitoringState look() {
        var now = clock.instant();
        return new MonitoringState(
                now,
                table.live().stream().map(this::room).toList(),
                recorders.all().stream()
                        .map(recorder -> new RecorderState(
                                recorder.id(),
                                recorder.busy(),
                                recorder.healthy(),
                                recorder.detail(),
                                recorder.seenAt(),
                                recorder.isLost(now)))
                        .toList(),
                callbacks(),
                queue());
    }

    private LiveRoomState room(LiveConference live) {
        return new LiveRoomState(
                live.room(),
                titles.of(live.room()),
                live.number(),
                live.startedAt(),
                live.people().stream()
                        .map(person ->
                                new PersonState(person.name(), person.joinedAt(), person.guest(), person.moderator()))
                        .toList(),
                live.recording());
    }

    private CallbackState callbacks() {
        List<Boot> boots = table.boots(BOOTS);
        return new CallbackState(
                boots.isEmpty() ? null : boots.getFirst().lastAt(),
                boots.stream()
                        .map(boot -> new BootState(
                                boot.boot(),
                                boot.firstAt(),
                                boot.lastAt(),
                                boot.lastSeq(),
                                boot.events(),
                                boot.missing(),
                                boot.dropped()))
                        .toList(),
                table.waiting());
    }

    private QueueState queue() {
        Map<String, Long> byStatus = archive.byStatus();
        return new QueueState(processing.waiting(), processing.running(), byStatus.getOrDefault(FAILED, 0L));
    }
}
