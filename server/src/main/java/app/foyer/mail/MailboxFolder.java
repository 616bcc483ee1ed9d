package app.foyer.mail;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/// The newest letters, one file each, readable by this system user alone. Names sort by time.
class MailboxFolder {
    private static final int KEPT = 1000;
    private static final String ENDING = ".eml";

    private final Path folder;
    private final TreeSet<String> names;

    MailboxFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, fromString("rwx------"));
        names = existing(folder);
    }

    private static TreeSet<String> existing(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .collect(toCollection(TreeSet::new));
        }
    }

    /// Adds a letter, whole or not at all, and drops the oldest ones.
    synchronized void add(UUID id, byte[] content) throws IOException {
        var name = id + ENDING;
        var draft = Files.createTempFile(folder, "", ".draft", asFileAttribute(fromString("rw-------")));
        Files.write(draft, content);
        Files.move(draft, folder.resolve(name), ATOMIC_MOVE);
        names.add(name);
        while (names.size() > KEPT) {
            Files.deleteIfExists(folder.resolve(names.removeFirst()));
        }
    }

    /// Newest first.
    synchronized List<UUID> ids() {
        return names.descendingSet().stream().map(MailboxFolder::id).toList();
    }

    Optional<byte[]> read(UUID id) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(id + ENDING)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static UUID id(String name) {
        return UUID.fromString(name.substring(0, name.length() - ENDING.length()));
    }
}
