package org.lectorium.transcode.live;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ArrivingBytes;
import org.lectorium.core.LiveMedia;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.transcode.LiveConverter;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings;
import org.lectorium.transcode.live.Opening.Pending;
import org.lectorium.transcode.live.Opening.Streamable;
import org.lectorium.transcode.live.Opening.Unsuitable;
import org.lectorium.transcode.salvage.MediaBytes;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes what there is to watch of arriving recordings, for as long as somebody asks. Nothing of it is written down: every
 * node begins anew with the bytes that are there, and comes to the same files.
 */
@Component
class LiveRecordings implements LiveMedia, DisposableBean {

    /** What FFmpeg is told to call them. */
    private static final Pattern NAME = Pattern.compile("video\\.m3u8|init\\.mp4|\\d{5,9}\\.m4s");

    private static final int KNOWN_OPENINGS = 1000;

    private final ObjectProvider<ArrivingBytes> arriving;
    private final LiveConverter converter;
    private final LiveSettings settings;
    private final LiveSpace space;
    private final Map<RecordingId, Follower> followers = new HashMap<>();
    private final ConcurrentMap<RecordingId, Opening> openings = new ConcurrentHashMap<>();

    LiveRecordings(
            ObjectProvider<ArrivingBytes> arriving,
            LiveConverter converter,
            TranscodeSettings transcode,
            LiveSettings settings)
            throws IOException {
        this.arriving = arriving;
        this.converter = converter;
        this.settings = settings;
        // Now, since a killed node's files are to go although nobody watches.
        this.space = LiveSpace.open(transcode.workspace().resolve("live"));
    }

    @Override
    public Optional<ProblemException> obstacle(RecordingId recording) {
        var follower = follower(recording);
        var failure = follower == null ? null : follower.failure();
        return failure != null ? Optional.of(failure) : obstacle(opening(recording));
    }

    private synchronized @Nullable Follower follower(RecordingId recording) {
        return followers.get(recording);
    }

    private static Optional<ProblemException> obstacle(Opening opening) {
        return switch (opening) {
            case Pending() -> Optional.of(new ProblemException(TranscodeProblem.LIVE_NOT_BEGUN));
            case Unsuitable(var problem) -> Optional.of(problem);
            case Streamable streamable -> Optional.empty();
        };
    }

    private Opening opening(RecordingId recording) {
        var known = openings.get(recording);
        if (known != null) {
            return known;
        }
        var source = arriving.getIfAvailable();
        var soFar = source == null ? Optional.<ArrivingBytes.SoFar>empty() : source.soFar(recording);
        if (soFar.isEmpty()) {
            return new Pending();
        }
        var read = read(soFar.get());
        if (!(read instanceof Pending)) {
            if (openings.size() >= KNOWN_OPENINGS) {
                openings.clear();
            }
            openings.put(recording, read);
        }
        return read;
    }

    private static Opening read(ArrivingBytes.SoFar soFar) {
        try (var bytes = MediaBytes.open(soFar.file(), Math.min(soFar.bytes(), Opening.MOST_BYTES))) {
            return Opening.read(bytes);
        } catch (NoSuchFileException e) {
            // It was whole at this moment, and moved away.
            return new Pending();
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
    }

    @Override
    public Optional<LiveFile> open(RecordingId recording, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            var follower = followed(recording);
            return follower == null ? Optional.empty() : follower.open(name);
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(TranscodeProblem.PROCESSING_INTERRUPTED, e);
        }
    }

    /** @return null if nothing arrives */
    private synchronized @Nullable Follower followed(RecordingId recording) throws IOException {
        var known = followers.get(recording);
        if (known != null && !known.isGone()) {
            return known;
        }
        followers.remove(recording);
        var source = arriving.getIfAvailable();
        if (source == null
                || source.soFar(recording).filter(soFar -> !soFar.isWhole()).isEmpty()) {
            return null;
        }
        var opening = opening(recording);
        if (!(opening instanceof Streamable streamable)) {
            throw obstacle(opening).orElseThrow();
        }
        if (followers.values().stream().filter(Follower::isFollowing).count() >= settings.most()) {
            throw new ProblemException(TranscodeProblem.TOO_MANY_LIVE);
        }
        var begun = new Follower(recording, streamable, source, converter, space, settings.reserveBytes()).start();
        followers.put(recording, begun);
        return begun;
    }

    @Scheduled(fixedDelay = 2_000)
    synchronized void endIdle() {
        followers.values().removeIf(follower -> {
            boolean over = follower.isGone() || follower.isIdle(settings.idle());
            if (over) {
                follower.end();
            }
            return over;
        });
    }

    @Override
    public synchronized void destroy() throws IOException {
        followers.values().forEach(Follower::end);
        followers.clear();
        space.close();
    }
}
