package org.lectorium.transcode.job;

import java.util.List;
import org.lectorium.transcode.plan.TranscodePlan;
import org.lectorium.transcode.plan.TranscodePlan.CopyToHls;
import org.lectorium.transcode.plan.TranscodePlan.EncodeToHls;
import org.lectorium.transcode.plan.TranscodePlan.SeekableWebmThenHls;

/** The steps of the pipeline in their order, under the names by which people see them. */
enum Step {
    SALVAGE("salvage"),
    PROBE("probe"),
    WATCHABLE("watchable"),
    POSTER("poster"),
    ENCODE("encode"),
    PUBLISH("publish");

    static final List<Step> ALL = List.of(values());

    private final String word;

    Step(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Roughly how many seconds it takes; only the relation of the steps to each other matters. */
    double expectedSeconds(TranscodePlan plan, double mediaSeconds) {
        return switch (this) {
            case SALVAGE -> 0.1;
            case PROBE -> 0.2;
            case WATCHABLE ->
                switch (plan) {
                    case CopyToHls copy -> 0.5 + mediaSeconds * (copy.recipe().encodeAudio() ? 0.02 : 0.004);
                    case SeekableWebmThenHls webm -> 0.5 + mediaSeconds * 0.002;
                    case EncodeToHls later -> 0;
                };
            case POSTER -> 0.5;
            case ENCODE ->
                plan instanceof CopyToHls ? 0 : mediaSeconds * (plan.recipe().encodeVideo() ? 0.25 : 0.02);
            case PUBLISH -> 0.3 + mediaSeconds * 0.002;
        };
    }
}
