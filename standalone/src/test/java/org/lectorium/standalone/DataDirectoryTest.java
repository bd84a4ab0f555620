package org.lectorium.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path temp;

    @Test
    void isMadeWhenThereIsNone() {
        try (var data = DataDirectory.open(temp.resolve("a/b"), 0)) {
            assertThat(data.resolve("postgres")).isEqualTo(temp.resolve("a/b/postgres"));
        }
    }

    @Test
    void isHeldByOneAtATime() {
        var first = DataDirectory.open(temp, 0);
        assertThatThrownBy(() -> DataDirectory.open(temp, 0))
                .isInstanceOf(StandaloneStartFailure.class)
                .hasMessageContaining("in use by another Lectorium, process "
                        + ProcessHandle.current().pid());
        first.close();
        DataDirectory.open(temp, 0).close();
    }

    @Test
    void saysHowMuchSpaceIsMissing() {
        assertThatThrownBy(() -> DataDirectory.open(temp, Long.MAX_VALUE))
                .isInstanceOf(StandaloneStartFailure.class)
                .hasMessageContaining("too little space");
    }

    @Test
    void saysThatItCannotBeWritten() throws IOException {
        var file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data"), 0))
                .isInstanceOf(StandaloneStartFailure.class)
                .hasMessageContaining("Cannot write to the data directory")
                .hasMessageContaining("LECTORIUM_DATA_DIR");
    }
}
