package org.lectorium.conference.appearance;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a room looks. What is null is as Jitsi has it.
 *
 * @param logoLink where the logo leads
 * @param primary a colour, such as {@code #0a5cad}; so are the other two
 * @param title what stands above the door
 * @param toolbar names of Jitsi's buttons
 * @param recordingConsent whether Jitsi itself asks once more, when the recorder starts
 */
public record Look(
        @Nullable String logoLink,
        @Nullable String primary,
        @Nullable String background,
        @Nullable String text,
        @Nullable String title,
        @Nullable String welcome,
        @Nullable List<String> toolbar,
        boolean startAudioMuted,
        boolean startVideoMuted,
        boolean startAudioOnly,
        boolean recordingConsent) {

    /** Buttons that Jitsi knows; what it does not know it would not show. */
    public static final Set<String> BUTTONS = Set.of(
            "camera",
            "chat",
            "closedcaptions",
            "desktop",
            "download",
            "embedmeeting",
            "etherpad",
            "feedback",
            "filmstrip",
            "fullscreen",
            "hangup",
            "help",
            "highlight",
            "invite",
            "linktosalesforce",
            "livestreaming",
            "microphone",
            "mute-everyone",
            "mute-video-everyone",
            "noisesuppression",
            "participants-pane",
            "profile",
            "raisehand",
            "reactions",
            "recording",
            "security",
            "select-background",
            "settings",
            "shareaudio",
            "sharedvideo",
            "shortcuts",
            "stats",
            "tileview",
            "toggle-camera",
            "videoquality",
            "whiteboard");
}
