package org.lectorium.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One Chromium for all test classes that register it: launched for the first of them, closed after the last test of the
 * run. Without a Chromium they are skipped.
 */
final class SharedChromium implements BeforeAllCallback {

    private @Nullable Chromium chromium;

    @Override
    public void beforeAll(ExtensionContext context) {
        // What a store holds is closed with it.
        chromium = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Chromium.class, any -> Chromium.launch(), Chromium.class);
    }

    Chromium get() {
        return Objects.requireNonNull(chromium);
    }
}
