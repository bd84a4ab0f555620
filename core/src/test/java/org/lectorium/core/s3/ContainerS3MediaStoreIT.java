package org.lectorium.core.s3;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.lectorium.core.MediaStore;
import org.lectorium.core.MediaStoreContract;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The contract against the store of docker-compose.yml. */
@Tag("containers")
class ContainerS3MediaStoreIT extends MediaStoreContract {

    private static final int PORT = 8333;
    private static final String SECRET = "secret-of-the-test";

    private static @Nullable GenericContainer<?> server;
    private static @Nullable S3MediaStore store;

    @BeforeAll
    @SuppressWarnings("resource") // stopped below
    static void start() {
        assumeThat(DockerClientFactory.instance().isDockerAvailable())
                .as("a Docker engine")
                .isTrue();
        var container = new GenericContainer<>(DockerImageName.parse("chrislusf/seaweedfs:4.40"))
                .withCommand("server", "-s3", "-dir=/data", "-ip.bind=0.0.0.0", "-s3.port=" + PORT)
                .withEnv("AWS_ACCESS_KEY_ID", "test")
                .withEnv("AWS_SECRET_ACCESS_KEY", SECRET)
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/healthz").forPort(PORT));
        container.start();
        server = container;
        store = new S3MediaStore(new S3Settings(
                URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT)),
                null,
                "us-east-1",
                "lectorium",
                "test",
                SECRET,
                true,
                false));
    }

    @AfterAll
    static void stop() {
        if (store != null && server != null) {
            store.close();
            server.stop();
        }
    }

    @Override
    protected MediaStore store() {
        return Objects.requireNonNull(store);
    }
}
