package org.lectorium.transcode;

import java.util.List;
import org.lectorium.core.RecordingId;
import org.lectorium.transcode.salvage.StreamParameters;

/** What healthy recordings say of their streams, and the recordings that wait for such a one. */
public interface StreamReferences {

    /**
     * @param ofARecorder not of a person, who could have sent anything
     * @return whether they were new
     */
    boolean remember(StreamParameters parameters, boolean ofARecorder);

    /** Those with these settings of the encoder: first of recorders, then what is seen most. */
    List<StreamParameters> candidates(String encoder, int most);

    /** The recording waits until it has been {@linkplain ProcessingTable#saveSalvage salvaged}. */
    void await(RecordingId recording, String encoder);

    /** Those that wait for such settings; they wait no more. */
    List<RecordingId> release(String encoder);
}
