package org.lectorium.conference.jitsi;

/**
 * Links that open a room outside of our page.
 *
 * @param web in a browser, or in the app where it knows the domain
 * @param android in the app; an intent, whose fragment is not ours to use
 * @param ios in the app
 */
public record AppLinks(String web, String android, String ios) {

    static AppLinks of(JitsiSettings settings, String room, String jwt) {
        var rest = "//" + settings.host() + "/" + room + "?jwt=" + jwt;
        return new AppLinks(
                settings.origin() + "/" + room + "?jwt=" + jwt,
                "intent:" + rest + "#Intent;scheme=org.jitsi.meet;package=org.jitsi.meet;end",
                "org.jitsi.meet:" + rest);
    }
}
