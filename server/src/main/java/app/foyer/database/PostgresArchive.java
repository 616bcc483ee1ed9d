package app.foyer.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs as Foyer brings them: packed, one archive for each platform.
record PostgresArchive(Resource txz) {
    private static final String UNPACKED = "bin-";

    static PostgresArchive bundled() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        var txz = new ClassPathResource("postgres-%s-%s.txz".formatted(system, machine));
        if (!txz.exists()) {
            throw DatabaseNotUsable.notBrought(system + " on " + System.getProperty("os.arch"));
        }
        return new PostgresArchive(txz);
    }

    /// Unpacks below the folder unless an earlier start did. The name tells the content, so an update unpacks anew.
    PostgresPrograms unpackBelow(Path folder) throws IOException {
        var target = folder.resolve(UNPACKED + fingerprint());
        if (!Files.isDirectory(target)) {
            var unfinished = PrivateFiles.folder(PrivateFiles.unfinished(target));
            unpack(unfinished);
            PrivateFiles.flush(unfinished);
            PrivateFiles.finish(unfinished, target);
        }
        return new PostgresPrograms(target);
    }

    /// Removes what earlier versions of Foyer unpacked.
    static void deleteAllBut(PostgresPrograms current) throws IOException {
        try (var unpacked = Files.newDirectoryStream(current.home().resolveSibling("."), UNPACKED + "*")) {
            for (var home : unpacked) {
                if (!Files.isSameFile(home, current.home())) {
                    PrivateFiles.delete(home);
                }
            }
        }
    }

    private String fingerprint() throws IOException {
        try (var in = new DigestInputStream(txz.getInputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unpack(Path home) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(txz.getInputStream())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, home.resolve(entry.getName()));
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
    }
}
