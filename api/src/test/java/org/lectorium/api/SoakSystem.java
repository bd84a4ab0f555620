package org.lectorium.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lectorium.api.Mortal.Life;
import org.lectorium.api.SoakPlan.Fault;
import org.lectorium.testkit.ChildProcess;
import org.lectorium.testkit.SmallDisk;

/** Lectorium, its three servers, a recorder and the network between them, each of which can be taken away. */
final class SoakSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration TIME_TO_START = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int DISK_MEBIBYTES = 512;
    private static final int SLOW_BYTES_PER_SECOND = 100_000;
    private static final Pattern PORT = Pattern.compile(":(\\d+)");

    /** What is left on a full disk: more and less than the reserve. */
    private static final int MOST_SPARE_BYTES = 2 << 20;

    private static final int RESERVE_BYTES = 1 << 20;

    private final Path home;
    private final Random random;
    private final SmallDisk spool;
    private final List<Network> networks = new ArrayList<>();
    private final List<Path> logs = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private final Network toService;
    private final JibriKit kit;
    private final Mortal database;
    private final Mortal search;
    private final Mortal store;
    private final Mortal service;
    private final Mortal sidecar;

    /** @param random decides what is not planned, such as where a connection is cut */
    SoakSystem(Path home, Random random) throws IOException, InterruptedException {
        this.home = home;
        this.random = random;
        this.spool = SmallDisk.mount(home.resolve("spool"), DISK_MEBIBYTES);
        this.toService = network();
        this.kit = new JibriKit(home.resolve("recordings"), toService.address())
                .with("LECTORIUM_QUIET_SECONDS", "2")
                .with("LECTORIUM_POLL_SECONDS", "1")
                .with("LECTORIUM_BACKOFF_SECONDS", "2")
                .with("LECTORIUM_CHUNK_BYTES", Integer.toString(512 << 10));
        this.database = server("PostgreSQL", ExternalServers.DATABASE, ExternalServers.DATABASE_URL);
        this.search = server("Elasticsearch", ExternalServers.SEARCH, ExternalServers.SEARCH_URL);
        this.store = server("S3 store", ExternalServers.OBJECTS, ExternalServers.OBJECTS_URL);
        this.service = new Mortal("Lectorium", this::startService);
        this.sidecar = new Mortal("sidecar", this::startSidecar);
        environment.put("LECTORIUM_DATA_DIR", home.resolve("node").toString());
        environment.put("LECTORIUM_SPOOL_DIR", spool.directory().toString());
        environment.put("LECTORIUM_SPOOL_RESERVE_BYTES", Integer.toString(RESERVE_BYTES));
        environment.put("LECTORIUM_PARALLEL", "2");
        environment.put("LECTORIUM_RETRY_DELAY", "PT2S");
    }

    void start() throws IOException {
        Files.createDirectories(kit.recordings());
        List.of(database, search, store).forEach(Mortal::revive);
        List.of(database, search, store).forEach(server -> server.awaitReady(PATIENCE));
        List.of(service, sidecar).forEach(Mortal::revive);
        service.awaitReady(PATIENCE);
    }

    private Network network() throws IOException {
        var network = new Network(random);
        networks.add(network);
        return network;
    }

    private static int port(String url) {
        var found = PORT.matcher(url);
        if (!found.find()) {
            throw new IllegalArgumentException(url);
        }
        return Integer.parseInt(found.group(1));
    }

    // Lives

    /** At the same address after each start, though it listens elsewhere. */
    private Mortal server(String name, String kind, String variable) throws IOException {
        var network = network();
        return new Mortal(name, () -> {
            var child = ExternalServers.run(home, kind);
            return new Life() {
                @Override
                public void awaitReady() {
                    var url = child.awaitLine(variable + "=");
                    readVariables(child, variable);
                    environment.put(variable, url.replaceFirst(PORT.pattern(), ":" + network.port()));
                    network.leadTo(port(url));
                }

                @Override
                public boolean isAlive() {
                    return child.process().isAlive();
                }

                @Override
                public void kill() {
                    network.leadNowhere();
                    var all = new ArrayList<>(child.process().descendants().toList());
                    all.addAll(postgres());
                    child.close();
                    all.forEach(ProcessHandle::destroyForcibly);
                    all.forEach(each -> each.onExit().join());
                }

                private List<ProcessHandle> postgres() {
                    return kind.equals(ExternalServers.DATABASE) ? processesOf(home.resolve(kind)) : List.of();
                }
            };
        });
    }

    /** First the one that would start the others again. */
    private static List<ProcessHandle> processesOf(Path database) {
        try {
            return ExternalServers.postmaster(database).stream()
                    .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                    .toList();
        } catch (IOException | RuntimeException e) {
            // It has not begun.
            return List.of();
        }
    }

    /** All but its address, which is another one after each start. */
    private void readVariables(ChildProcess server, String address) {
        try (var lines = Files.lines(server.log())) {
            lines.filter(line -> line.startsWith("LECTORIUM_"))
                    .map(line -> line.split("=", 2))
                    .filter(pair -> !pair[0].equals(address))
                    .forEach(pair -> environment.put(pair[0], pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Life startService() throws IOException {
        var child = ChildLectorium.begin(environment);
        logs.add(child.log());
        return new Life() {
            @Override
            public void awaitReady() {
                toService.leadTo(child.awaitLectorium().getPort());
            }

            @Override
            public boolean isAlive() {
                return child.process().isAlive();
            }

            @Override
            public void kill() {
                toService.leadNowhere();
                var started = child.process().descendants().toList();
                child.close();
                started.forEach(ProcessHandle::destroyForcibly);
            }
        };
    }

    private Life startSidecar() throws IOException {
        var run = kit.start("watch");
        return new Life() {
            @Override
            public void awaitReady() {
                // It says when it has the lock, which whoever was killed has let go of.
            }

            @Override
            public boolean isAlive() {
                return run.process().isAlive();
            }

            @Override
            public void kill() {
                run.kill();
            }
        };
    }

    // Faults

    boolean canSuffer(Fault fault) {
        return switch (fault.trouble()) {
            case DISK_FULL -> spool.isMounted();
            case SERVICE_KILLED,
                    SIDECAR_KILLED,
                    DATABASE_KILLED,
                    SEARCH_KILLED,
                    STORE_KILLED,
                    NETWORK_CUTS,
                    NETWORK_SLOW -> true;
        };
    }

    /** @return what to tell of it */
    String begin(Fault fault) throws IOException {
        return switch (fault.trouble()) {
            case SERVICE_KILLED -> killed(service);
            case SIDECAR_KILLED -> killed(sidecar);
            case DATABASE_KILLED -> killed(database);
            case SEARCH_KILLED -> killed(search);
            case STORE_KILLED -> killed(store);
            case DISK_FULL -> {
                int spare = random.nextInt(MOST_SPARE_BYTES);
                spool.fill(spare);
                yield "the spool's disk is full but for %d KiB".formatted(spare >> 10);
            }
            case NETWORK_CUTS -> {
                toService.cut();
                yield "the network cuts connections";
            }
            case NETWORK_SLOW -> {
                toService.slowDown(SLOW_BYTES_PER_SECOND);
                yield "the network is slow";
            }
        };
    }

    private static String killed(Mortal part) {
        part.kill();
        return part.name() + " killed";
    }

    void end(Fault fault) throws IOException {
        switch (fault.trouble()) {
            case SERVICE_KILLED -> service.revive();
            case SIDECAR_KILLED -> sidecar.revive();
            case DATABASE_KILLED -> database.revive();
            case SEARCH_KILLED -> search.revive();
            case STORE_KILLED -> store.revive();
            case DISK_FULL -> spool.empty();
            case NETWORK_CUTS, NETWORK_SLOW -> toService.heal();
        }
    }

    /** Everything runs, for good. */
    void heal() throws IOException {
        toService.heal();
        spool.empty();
        mortals().forEach(Mortal::revive);
        mortals().forEach(part -> part.awaitReady(PATIENCE));
    }

    /**
     * The plan's clock stands still while the service takes longer to start than it is given: on a slow machine there would be
     * nobody to meet the faults.
     *
     * @return how long, in nanoseconds
     */
    long awaitService() throws InterruptedException {
        long begun = System.nanoTime();
        while (canStartService()
                && service.isComingBackFor(TIME_TO_START)
                && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return System.nanoTime() - begun;
    }

    /** Otherwise it is what is planned that has to happen first. */
    private boolean canStartService() {
        return List.of(database, search, store).stream().allMatch(Mortal::isReady) && !Files.exists(spool.filler());
    }

    // Looking

    List<Mortal> mortals() {
        return List.of(database, search, store, service, sidecar);
    }

    boolean hasSmallDisk() {
        return spool.isMounted();
    }

    URI address() {
        return toService.address();
    }

    int cuts() {
        return toService.cuts();
    }

    JibriKit kit() {
        return kit;
    }

    Path spool() {
        return spool.directory();
    }

    Path objects() {
        return home.resolve(ExternalServers.OBJECTS);
    }

    String databaseUrl() {
        return environment.getOrDefault(ExternalServers.DATABASE_URL, "");
    }

    /** Of every life of the service. */
    List<Path> logs() {
        return List.copyOf(logs);
    }

    /** With another setting. */
    void restartService(String variable, String value) {
        environment.put(variable, value);
        service.kill();
        service.revive();
        service.awaitReady(PATIENCE);
    }

    @Override
    public void close() throws IOException {
        List.of(sidecar, service, search, store, database).forEach(Mortal::close);
        for (Network network : networks) {
            network.close();
        }
        spool.close();
    }
}
