package org.lectorium.conference.appearance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A look in the words of Jitsi's dynamic branding, which leaves what is not there as it is. */
public final class Branding {

    private Branding() {}

    /**
     * @param look null for none
     * @param base where Jitsi's page finds our images
     */
    public static Map<String, Object> of(@Nullable LookJson look, String base) {
        var branding = new LinkedHashMap<String, Object>();
        if (look == null) {
            return branding;
        }
        put(branding, "logoImageUrl", look.logo() == null ? null : base + look.logo());
        put(branding, "logoClickUrl", look.logoLink());
        put(branding, "backgroundColor", look.colours().background());
        if (look.background() != null) {
            branding.put("backgroundImageUrl", base + look.background());
            branding.put("premeetingBackground", "url(" + base + look.background() + ")");
        }
        var palette = new LinkedHashMap<String, Object>();
        put(palette, "ui01", look.colours().background());
        put(palette, "action01", look.colours().primary());
        put(palette, "text01", look.colours().text());
        if (!palette.isEmpty()) {
            branding.put("customTheme", Map.of("palette", palette));
        }
        branding.put("requireRecordingConsent", look.recordingConsent());
        return branding;
    }

    private static void put(Map<String, Object> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
