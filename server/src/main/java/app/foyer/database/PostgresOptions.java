package app.foyer.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The server settings of the embedded PostgreSQL, given on its command line so that no file overrules them.
final class PostgresOptions {
    private static final Map<String, Object> FIXED = new LinkedHashMap<>();

    static {
        // Closed to the other users of the machine: no socket file, no interface but this machine's own.
        FIXED.put("listen_addresses", "127.0.0.1");
        FIXED.put("unix_socket_directories", "''");
        FIXED.put("password_encryption", "scram-sha-256");

        // What was committed survives a power cut.
        FIXED.put("fsync", "on");
        FIXED.put("synchronous_commit", "on");
        FIXED.put("full_page_writes", "on");

        FIXED.put("max_connections", 60);
        FIXED.put("shared_buffers", "128MB");
        FIXED.put("timezone", "UTC");
        FIXED.put("log_timezone", "UTC");

        // Seven files, one for each day of the week.
        FIXED.put("logging_collector", "on");
        FIXED.put("log_directory", "../log");
        FIXED.put("log_filename", "postgresql-%a.log");
        FIXED.put("log_truncate_on_rotation", "on");
        FIXED.put("log_rotation_age", "1d");
        FIXED.put("log_rotation_size", 0);
        FIXED.put("log_file_mode", "0600");
        FIXED.put("log_checkpoints", "off");

        // Never people's data in a log: no statements, no parameters, and terse leaves out "Key (email)=(…) already
        // exists".
        FIXED.put("log_statement", "none");
        FIXED.put("log_min_error_statement", "panic");
        FIXED.put("log_parameter_max_length", 0);
        FIXED.put("log_parameter_max_length_on_error", 0);
        FIXED.put("log_error_verbosity", "terse");
    }

    private PostgresOptions() {}

    /// One string for `pg_ctl -o`, which hands it to a shell.
    static String onPort(int port) {
        return FIXED.entrySet().stream()
                .map(option -> "-c " + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
    }
}
