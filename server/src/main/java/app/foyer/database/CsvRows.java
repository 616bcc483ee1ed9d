package app.foyer.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/// Rows of a CSV file (RFC 4180), written as they come. A spreadsheet that opens it runs nothing: what begins like a
/// formula gets an apostrophe before it (OWASP, CSV injection).
public final class CsvRows {
    private static final String FORMULA = "=+-@＝＋－＠";

    private final CSVPrinter printer;

    public CsvRows(Appendable out) {
        try {
            printer = new CSVPrinter(out, CSVFormat.RFC4180);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// @param cells null for an empty one
    public void add(@Nullable Object... cells) {
        try {
            printer.printRecord(Arrays.stream(cells).map(CsvRows::harmless));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /// A spreadsheet would take a cell that begins so for a formula, and run it.
    private static String harmless(@Nullable Object cell) {
        var text = Objects.toString(cell, "");
        var stripped = text.stripLeading();
        var first = stripped.isEmpty() ? ' ' : stripped.charAt(0);
        return FORMULA.indexOf(first) >= 0 || text.startsWith("\t") || text.startsWith("\r") || text.startsWith("\n")
                ? "'" + text
                : text;
    }
}
