package org.lectorium.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lectorium.LectoriumApplication;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;

/** The whole application on its real servers, started once for all classes that carry this. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {LectoriumApplication.class, StepFaults.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = LectoriumTest.OnFreshData.class)
@interface LectoriumTest {

    String ADMIN_PASSWORD = "password of the test's admin";
    String INGEST_TOKEN = "token-of-the-test's-recorder";

    String CALLBACK_TOKEN = "token-of-the-test's-prosody";
    String OLD_CALLBACK_TOKEN = "token-of-the-test's-prosody-before";

    String PUBLIC_URL = "https://lectorium.example.org";

    int MAX_TRIES = 4;

    class OnFreshData implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var data = freshDirectory();
            TestPropertyValues.of(
                            "LECTORIUM_DATA_DIR=" + data,
                            "LECTORIUM_ADMIN_PASSWORD=" + ADMIN_PASSWORD,
                            "LECTORIUM_INGEST_TOKEN=" + INGEST_TOKEN,
                            "LECTORIUM_CALLBACK_TOKEN=" + CALLBACK_TOKEN + ", " + OLD_CALLBACK_TOKEN,
                            "LECTORIUM_PUBLIC_URL=" + PUBLIC_URL,
                            "LECTORIUM_JITSI_DOMAIN=" + StandInJitsi.started().origin(),
                            "LECTORIUM_JITSI_APP_ID=" + StandInJitsi.APP_ID,
                            "LECTORIUM_JITSI_APP_SECRET=" + StandInJitsi.APP_SECRET,
                            "LECTORIUM_MAIL_HOST=localhost",
                            "LECTORIUM_MAIL_PORT="
                                    + StandInMail.started().getSmtp().getPort(),
                            "LECTORIUM_MAIL_STARTTLS=false",
                            "LECTORIUM_MAX_TRIES=" + MAX_TRIES,
                            "LECTORIUM_RETRY_DELAY=PT0.1S",
                            "LECTORIUM_LIVE_IDLE=PT8S")
                    .applyTo(context);
            // Registered before all beans, ended after them: the servers in it have stopped by then.
            ((DefaultSingletonBeanRegistry) context.getBeanFactory())
                    .registerDisposableBean("testData", () -> FileSystemUtils.deleteRecursively(data));
        }

        private static Path freshDirectory() {
            try {
                return Files.createTempDirectory("lectorium-test");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
