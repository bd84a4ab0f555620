package org.lectorium.conference.jitsi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Jitsi's page is told. Only keys that it lets be overwritten are here, so that nothing looks set that is not.
 *
 * @param config for {@code configOverwrite}
 * @param interfaceConfig for {@code interfaceConfigOverwrite}
 */
public record PageConfig(Map<String, Object> config, Map<String, Object> interfaceConfig) {

    private static final String RECORDING_BUTTON = "recording";

    /**
     * What a room's look means for the page.
     *
     * @param toolbar null for Jitsi's own
     * @param logo absolute; null for Jitsi's own
     * @param background null for Jitsi's own
     */
    public record Style(
            @Nullable List<String> toolbar,
            boolean startAudioMuted,
            boolean startVideoMuted,
            boolean startAudioOnly,
            @Nullable String logo,
            @Nullable String background) {

        public static final Style NONE = new Style(null, false, false, false, null, null);
    }

    public static PageConfig of(String title, boolean lobby, boolean mayRecord, Style style) {
        var config = new LinkedHashMap<String, Object>();
        config.put("subject", title);
        // Camera and microphone are tried there; the name is ours to say, so that attendance has the right one.
        config.put(
                "prejoinConfig", Map.of("enabled", true, "hideDisplayName", true, "hideExtraJoinButtons", List.of()));
        config.put("requireDisplayName", true);
        config.put("readOnlyName", true);
        config.put("p2p", Map.of("enabled", true));
        // It cannot work inside of a frame from elsewhere.
        config.put("localRecording", Map.of("disable", true));
        config.put("recordingService", Map.of("enabled", mayRecord, "sharingEnabled", false));
        config.put("recordings", Map.of("showPrejoinWarning", true, "suggestRecording", false));
        config.put("startWithAudioMuted", style.startAudioMuted());
        config.put("startWithVideoMuted", style.startVideoMuted());
        config.put("startAudioOnly", style.startAudioOnly());
        // Guests come by passes, phones by our own link.
        config.put("disableInviteFunctions", true);
        config.put("disableDeepLinking", true);
        config.put("deeplinking", Map.of("disabled", true));
        if (lobby) {
            config.put("lobby", Map.of("autoKnock", true, "enableChat", true));
        }
        if (style.toolbar() != null) {
            config.put(
                    "toolbarButtons",
                    style.toolbar().stream()
                            .filter(button -> mayRecord || !button.equals(RECORDING_BUTTON))
                            .toList());
        }
        if (style.logo() != null) {
            config.put("defaultLogoUrl", style.logo());
        }
        var interfaceConfig = new LinkedHashMap<String, Object>();
        interfaceConfig.put("SHOW_CHROME_EXTENSION_BANNER", false);
        interfaceConfig.put("SHOW_POWERED_BY", false);
        if (style.background() != null) {
            interfaceConfig.put("DEFAULT_BACKGROUND", style.background());
        }
        return new PageConfig(config, interfaceConfig);
    }
}
