package app.foyer.database;

import java.nio.file.Path;

/// Foyer can't start because of its database; the message is one sentence for the person who starts it.
///
/// The sentences stand here and not in `messages.properties` because they are said before anything else works.
/// None of them holds a password.
public final class DatabaseNotUsable extends RuntimeException {
    private DatabaseNotUsable(String sentence) {
        super(sentence);
    }

    static DatabaseNotUsable inUse(Path dataDir) {
        return new DatabaseNotUsable(
                "The data dir %s is in use by another Foyer: stop that one first, or give this one another FOYER_DATA_DIR."
                        .formatted(dataDir));
    }

    static DatabaseNotUsable otherMajor(Path dataDir, String found, int brought) {
        return new DatabaseNotUsable(
                "The data dir %s holds a database of PostgreSQL %s, but this Foyer brings PostgreSQL %d: start the Foyer that made it, or upgrade the database with pg_upgrade."
                        .formatted(dataDir, found, brought));
    }

    static DatabaseNotUsable diskFull(Path dataDir) {
        return new DatabaseNotUsable(
                "The disk that holds the data dir %s is full: make room there, 200 MB at least, and start Foyer again."
                        .formatted(dataDir));
    }

    static DatabaseNotUsable notWritable(Path dataDir, String reason) {
        return new DatabaseNotUsable(
                "Foyer can't write to its data dir %s (%s): make it a folder that belongs to the user who runs Foyer, or set FOYER_DATA_DIR to one."
                        .formatted(dataDir, reason));
    }

    static DatabaseNotUsable passwordLost(Path file) {
        return new DatabaseNotUsable(
                "The file %s, which holds the password of the embedded database, is missing: bring it back from a backup."
                        .formatted(file));
    }

    static DatabaseNotUsable notBrought(String platform) {
        return new DatabaseNotUsable(
                "Foyer brings no PostgreSQL for %s: set FOYER_DATABASE_URL to a PostgreSQL 15 or newer."
                        .formatted(platform));
    }

    static DatabaseNotUsable rootWithoutNamespace() {
        return new DatabaseNotUsable(
                "PostgreSQL refuses to run as root, and this machine doesn't let Foyer step down (unshare -U fails): run Foyer as another user, or set FOYER_DATABASE_URL.");
    }

    static DatabaseNotUsable doesNotStart(Path dataDir, String lastWords) {
        return new DatabaseNotUsable("The embedded PostgreSQL in %s doesn't start (%s): see the logs beside it."
                .formatted(dataDir, lastWords));
    }

    static DatabaseNotUsable notAnAddress() {
        return new DatabaseNotUsable(
                "FOYER_DATABASE_URL is no address of a PostgreSQL database: write postgresql://user:password@host:5432/database, with special characters percent-encoded.");
    }

    static DatabaseNotUsable unreachable(DatabaseAddress address) {
        return new DatabaseNotUsable(
                "Foyer can't reach a PostgreSQL server at %s: check host and port in FOYER_DATABASE_URL, and that the server runs."
                        .formatted(address.server()));
    }

    static DatabaseNotUsable wrongPassword(DatabaseAddress address) {
        return new DatabaseNotUsable(
                "The PostgreSQL server at %s refuses user \"%s\" with this password: check both in FOYER_DATABASE_URL."
                        .formatted(address.server(), address.user() == null ? "" : address.user()));
    }

    static DatabaseNotUsable noSuchDatabase(DatabaseAddress address) {
        return new DatabaseNotUsable(
                "The PostgreSQL server at %s has no database \"%s\": create it there, or correct FOYER_DATABASE_URL."
                        .formatted(address.server(), address.database()));
    }

    static DatabaseNotUsable tooOld(DatabaseAddress address, String version, int oldest) {
        return new DatabaseNotUsable("The PostgreSQL server at %s is version %s, but Foyer needs %d or newer."
                .formatted(address.server(), version, oldest));
    }

    static DatabaseNotUsable refused(DatabaseAddress address, String reason) {
        return new DatabaseNotUsable("The PostgreSQL server at %s that FOYER_DATABASE_URL names refuses to serve (%s)."
                .formatted(address.server(), reason));
    }
}
