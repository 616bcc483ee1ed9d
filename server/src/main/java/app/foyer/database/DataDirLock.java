package app.foyer.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps a second Foyer off a data dir. The operating system frees it when the process ends, however it ends.
final class DataDirLock implements AutoCloseable {
    /// Within one process the file lock alone won't do: closing a second channel on the file would free the
    /// first one's lock.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path dataDir;
    private final FileChannel channel;

    private DataDirLock(Path dataDir, FileChannel channel) {
        this.dataDir = dataDir;
        this.channel = channel;
    }

    static DataDirLock take(Path dataDir) throws IOException {
        if (!HELD_HERE.add(dataDir)) {
            throw DatabaseNotUsable.inUse(dataDir);
        }
        try {
            return lock(dataDir);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(dataDir);
            throw e;
        }
    }

    private static DataDirLock lock(Path dataDir) throws IOException {
        var channel = FileChannel.open(dataDir.resolve("foyer.lock"), CREATE, WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw DatabaseNotUsable.inUse(dataDir);
        }
        return new DataDirLock(dataDir, channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(dataDir);
        }
    }
}
