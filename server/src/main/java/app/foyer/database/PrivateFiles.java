package app.foyer.database;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// Folders and files that only the user who runs Foyer can open.
final class PrivateFiles {
    private static final Logger log = LoggerFactory.getLogger(PrivateFiles.class);
    private static final String UNFINISHED = ".unfinished-";

    private PrivateFiles() {}

    /// Makes the data dir. A folder with things in it keeps its mode, for it may be somebody's home, or `/tmp`.
    static Path dataDir(Path folder) throws IOException {
        var absolute = folder.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            try (var content = Files.list(absolute)) {
                return content.findAny().isPresent() ? absolute.toRealPath() : folder(absolute.toRealPath());
            }
        }
        if (absolute.getParent() != null) {
            Files.createDirectories(absolute.getParent());
        }
        return folder(absolute).toRealPath();
    }

    /// Makes the folder, or closes it to others if it is there.
    static Path folder(Path folder) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                throw e;
            }
            Files.setPosixFilePermissions(folder, ownerOnly);
        }
        return folder;
    }

    static void write(Path file, String text) throws IOException {
        var unfinished = unfinished(file);
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(ownerOnly));
        Files.writeString(unfinished, text, WRITE, SYNC); // a power cut must not leave a name without content
        finish(unfinished, file);
    }

    /// A name to build something under. What a crash leaves there is removed by the next start and never mistaken for
    /// the whole.
    static Path unfinished(Path target) {
        return target.resolveSibling(target.getFileName() + UNFINISHED + UUID.randomUUID());
    }

    /// Brings all files in a folder to the disk, so that a power cut can't leave a whole name on empty files. Once all
    /// are written this is far cheaper than file by file.
    static void flush(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(path -> Files.isRegularFile(path, NOFOLLOW_LINKS))
                    .toList()) {
                try (var written = FileChannel.open(file, WRITE)) {
                    written.force(true);
                }
            }
        }
    }

    static void finish(Path unfinished, Path target) throws IOException {
        Files.move(unfinished, target, ATOMIC_MOVE);
    }

    static void deleteUnfinished(Path folder) throws IOException {
        try (var content = Files.newDirectoryStream(folder, "*" + UNFINISHED + "*")) {
            content.forEach(PrivateFiles::delete);
        }
    }

    /// Removes a folder. If somebody still writes there (a killed Foyer's `initdb` lives on for a second), the rest is
    /// left to the next start.
    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            log.info("{} isn't removed yet: {}", folder, e.toString());
        }
    }
}
