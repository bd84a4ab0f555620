package org.lectorium.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

final class Medians {

    private Medians() {}

    static double median(double[] all) {
        return Arrays.stream(all).sorted().toArray()[all.length / 2];
    }

    /** Of one and the other in the same round: what slows the machine down for minutes slows both. */
    static double medianRatio(double[] some, double[] others) {
        return median(IntStream.range(0, some.length)
                .mapToDouble(round -> some[round] / others[round])
                .toArray());
    }
}
