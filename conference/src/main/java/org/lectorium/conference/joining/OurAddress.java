package org.lectorium.conference.joining;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where we are, for pages that are not on our site. */
@Component
public class OurAddress {

    private final String publicUrl;

    OurAddress(@Value("${lectorium.accounts.public-url}") String publicUrl) {
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** Without a slash at its end; where the running request was sent to, if the settings do not say. */
    public String base() {
        return publicUrl.isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : publicUrl;
    }
}
