package org.lectorium.conference.appearance;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.jitsi.PageConfig.Style;

/**
 * How a room looks; what is null is as Jitsi has it.
 *
 * @param logo where its image is, as the background's
 * @param recordingConsent whether Jitsi itself asks once more, when the recorder starts
 */
@Schema(name = "AppearanceLook")
public record LookJson(
        @Nullable String logo,
        @Nullable String logoLink,
        @Nullable String background,
        Colours colours,
        @Nullable String title,
        @Nullable String welcome,
        @Nullable List<String> toolbar,
        boolean startAudioMuted,
        boolean startVideoMuted,
        boolean startAudioOnly,
        boolean recordingConsent) {

    static final String IMAGES = "/api/v1/appearances/images/";

    @Schema(name = "AppearanceColours")
    public record Colours(
            @Nullable String primary,
            @Nullable String background,
            @Nullable String text) {}

    public static LookJson of(Appearance appearance) {
        var look = appearance.look();
        return new LookJson(
                url(appearance.logo()),
                look.logoLink(),
                url(appearance.background()),
                new Colours(look.primary(), look.background(), look.text()),
                look.title(),
                look.welcome(),
                look.toolbar(),
                look.startAudioMuted(),
                look.startVideoMuted(),
                look.startAudioOnly(),
                look.recordingConsent());
    }

    private static @Nullable String url(@Nullable UUID image) {
        return image == null ? null : IMAGES + image;
    }

    /** @param base where Jitsi's page finds our images; it is not on our site */
    public Style style(String base) {
        return new Style(
                toolbar,
                startAudioMuted,
                startVideoMuted,
                startAudioOnly,
                logo == null ? null : base + logo,
                colours.background());
    }
}
