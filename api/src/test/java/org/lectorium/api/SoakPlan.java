package org.lectorium.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What will be recorded and what will go wrong, and when: the same for the same seed. What a fault hits is up to the
 * moment.
 */
record SoakPlan(List<Order> orders, List<Fault> faults) {

    /** Recordings come as fast as that, and faults go on for as long. */
    static final Duration PER_RECORDING = Duration.ofMillis(750);

    /** For everything to go wrong once. */
    static final Duration LEAST = Duration.ofSeconds(30);

    private static final int MOST_PADDING = 2 << 20;

    enum Kind {
        /** As Jibri writes it. */
        LECTURE,
        /** Of a browser, which has to be encoded. */
        BROWSER,
        /** Its recorder died. */
        CUT_OFF,
        /** Bytes that nobody can play. */
        NOISE
    }

    enum Way {
        KIT,
        TUS,
        /** By the client that everybody uses. */
        TUS_JS,
        POST
    }

    /**
     * A recording to be made.
     *
     * @param ways how it is sent; two mean that it comes twice
     * @param padding bytes that make it one of its kind
     * @param handedOver whether Jibri lived to call finalize
     */
    record Order(int number, Kind kind, List<Way> ways, int padding, boolean handedOver, long seed, Duration at) {

        boolean comesTwice() {
            return ways.size() > 1;
        }
    }

    enum Trouble {
        SERVICE_KILLED(1, 500, 4_000),
        SIDECAR_KILLED(3, 200, 2_000),
        DATABASE_KILLED(2, 500, 5_000),
        SEARCH_KILLED(1, 500, 5_000),
        STORE_KILLED(2, 500, 6_000),
        DISK_FULL(1, 2_000, 5_000),
        NETWORK_CUTS(2, 3_000, 8_000),
        NETWORK_SLOW(1, 3_000, 6_000);

        private final int times;
        private final int leastMillis;
        private final int mostMillis;

        /** @param times how often it comes before everything has come */
        Trouble(int times, int leastMillis, int mostMillis) {
            this.times = times;
            this.leastMillis = leastMillis;
            this.mostMillis = mostMillis;
        }

        private Duration lasts(Random random) {
            return Duration.ofMillis(random.nextInt(leastMillis, mostMillis));
        }
    }

    record Fault(Trouble trouble, Duration at, Duration lasts) {

        Duration end() {
            return at.plus(lasts);
        }
    }

    static SoakPlan of(int recordings, long seed) {
        var total = PER_RECORDING.multipliedBy(recordings);
        var span = total.compareTo(LEAST) < 0 ? LEAST : total;
        return new SoakPlan(orders(recordings, span, new Random(seed)), faults(span, new Random(seed)));
    }

    Duration span() {
        return faults.stream().map(Fault::end).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static List<Order> orders(int recordings, Duration span, Random random) {
        var orders = new ArrayList<Order>();
        for (int i = 0; i < recordings; i++) {
            orders.add(new Order(
                    i,
                    kind(random.nextInt(100)),
                    ways(random.nextInt(100)),
                    random.nextInt(MOST_PADDING),
                    random.nextBoolean(),
                    random.nextLong(),
                    span.multipliedBy(i).dividedBy(recordings)));
        }
        return List.copyOf(orders);
    }

    private static Kind kind(int percent) {
        if (percent < 70) {
            return Kind.LECTURE;
        }
        if (percent < 75) {
            return Kind.BROWSER;
        }
        return percent < 85 ? Kind.CUT_OFF : Kind.NOISE;
    }

    private static List<Way> ways(int percent) {
        if (percent < 40) {
            return List.of(Way.KIT);
        }
        if (percent < 70) {
            return List.of(Way.TUS);
        }
        if (percent < 77) {
            return List.of(Way.TUS_JS);
        }
        if (percent < 85) {
            return List.of(Way.POST);
        }
        return percent < 92
                ? List.of(Way.KIT, Way.TUS)
                : percent < 97 ? List.of(Way.TUS, Way.TUS) : List.of(Way.POST, Way.TUS);
    }

    /** Drawn from a pack that is shuffled anew when it is empty, so that a short run has some of everything too. */
    private static List<Fault> faults(Duration span, Random random) {
        var faults = new ArrayList<Fault>();
        Map<Trouble, Duration> until = new EnumMap<>(Trouble.class);
        var pack = new ArrayList<Trouble>();
        var at = Duration.ofSeconds(1);
        while (at.compareTo(span) < 0) {
            if (pack.isEmpty()) {
                fill(pack, random);
            }
            var trouble = pack.removeLast();
            var fault = new Fault(trouble, at, trouble.lasts(random));
            // What is dead already cannot be killed.
            if (at.compareTo(until.getOrDefault(trouble, Duration.ZERO)) > 0) {
                faults.add(fault);
                until.put(trouble, fault.end());
            }
            at = at.plusMillis(random.nextInt(1_000, 4_000));
        }
        return List.copyOf(faults);
    }

    private static void fill(List<Trouble> pack, Random random) {
        for (Trouble trouble : Trouble.values()) {
            pack.addAll(Collections.nCopies(trouble.times, trouble));
        }
        Collections.shuffle(pack, random);
    }
}
