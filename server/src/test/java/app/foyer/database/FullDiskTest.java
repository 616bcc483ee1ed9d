package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A small disk of its own, where the tests may mount one (as root).
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    @TempDir
    Path disk;

    @ParameterizedTest
    @ValueSource(strings = {"30m", "80m"}) // full while unpacking, and in the midst of initdb
    void aFullDiskIsSaid(String size) throws Exception {
        assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=" + size, "foyer-test", disk.toString()));

        assertThatExceptionOfType(DatabaseNotUsable.class)
                .isThrownBy(() -> EmbeddedPostgres.start(disk))
                .withMessage("The disk that holds the data dir " + disk + " is full: "
                        + "make room there, 200 MB at least, and start Foyer again.");
    }

    @AfterEach
    void unmount() throws Exception {
        ran("umount", disk.toString());
    }

    private static boolean ran(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
