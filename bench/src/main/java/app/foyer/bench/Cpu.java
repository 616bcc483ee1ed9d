package app.foyer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Processor time, as Linux counts it: in hundredths of a second.
final class Cpu {
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int PPID = 1;
    private static final double SECOND = 100;

    private Cpu() {}

    /// What a process and the children that it has waited for have used, in seconds.
    static double of(long pid) {
        return used(pid) / SECOND;
    }

    /// The same with the children that are alive, as a PostgreSQL has many.
    static double ofFamily(long pid) {
        var sum = used(pid);
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                var fields = fields(process);
                if (fields.length > STIME && Long.parseLong(fields[PPID]) == pid) {
                    sum += Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
                }
            }
        } catch (IOException gone) {
            // counted as far as it was there
        }
        return sum / SECOND;
    }

    /// What all processes of the machine have used, in seconds.
    static double ofAll() {
        try {
            var fields =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split("\\s+");
            long busy = 0;
            for (var i : new int[] {1, 2, 3, 6, 7}) {
                busy += Long.parseLong(fields[i]);
            }
            return busy / SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    /// The memory that a process holds, in MiB.
    static int memory(long pid) {
        try {
            for (var line : Files.readAllLines(Path.of("/proc", "" + pid, "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Integer.parseInt(line.replaceAll("\\D", "")) / 1024;
                }
            }
        } catch (IOException gone) {
            // nothing is held any more
        }
        return 0;
    }

    private static long used(long pid) {
        var fields = fields(Path.of("/proc", "" + pid));
        var sum = 0L;
        for (var i = UTIME; i < UTIME + 4 && i < fields.length; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    // Behind the name, which may hold anything, parentheses included.
    private static String[] fields(Path process) {
        try {
            var stat = Files.readString(process.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException gone) {
            return new String[0];
        }
    }
}
