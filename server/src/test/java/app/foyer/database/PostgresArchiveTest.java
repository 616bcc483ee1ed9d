package app.foyer.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ByteArrayResource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PostgresArchiveTest {
    @TempDir
    Path folder;

    @Test
    void programsStayRunnable() throws IOException {
        var postgres = archive("18").unpackBelow(folder).home().resolve("bin/postgres");

        assertThat(postgres).hasContent("18");
        assertThat(Files.getPosixFilePermissions(postgres)).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    @Test
    void anotherVersionIsUnpackedBesideAndThenReplacesTheFirst() throws IOException {
        var old = archive("18.6").unpackBelow(folder);
        var current = archive("18.7").unpackBelow(folder);
        assertThat(current.home()).isNotEqualTo(old.home());

        PostgresArchive.deleteAllBut(current);

        assertThat(folder).isDirectoryContaining(current.home()::equals).isDirectoryNotContaining(old.home()::equals);
    }

    @Test
    void theSameVersionIsUnpackedOnce() throws IOException {
        var first = archive("18").unpackBelow(folder).home().resolve("bin/postgres");
        Files.writeString(first, "as left");

        assertThat(archive("18").unpackBelow(folder).home().resolve("bin/postgres"))
                .isEqualTo(first)
                .hasContent("as left");
    }

    private static PostgresArchive archive(String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
            var entry = new TarArchiveEntry("bin/postgres");
            entry.setSize(content.length());
            entry.setMode(0755);
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            tar.write(content.getBytes(UTF_8));
            tar.closeArchiveEntry();
        }
        return new PostgresArchive(new ByteArrayResource(bytes.toByteArray()));
    }
}
