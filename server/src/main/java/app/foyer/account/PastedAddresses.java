package app.foyer.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// E-mail addresses as people paste them: one a line or several, with names, out of e-mails and spreadsheets.
///
/// @param good in their order, each address once, as it was typed first
/// @param bad what is no address
public record PastedAddresses(List<Good> good, List<Bad> bad) {
    private static final int MAX_SHOWN = 100;
    private static final Pattern LINE_END = Pattern.compile("\\R");

    /// An address and where it stands, counted from line 1.
    public record Good(int line, String text, EmailAddress address) {}

    /// Something that is no address and where it stands, counted from line 1.
    public record Bad(int line, String text) {}

    public static PastedAddresses parse(String text) {
        var found = new Finding();
        var line = 0;
        for (var each : LINE_END.split(text, -1)) {
            found.inLine(++line, each);
        }
        return new PastedAddresses(found.good, found.bad);
    }

    /// The one address that a text stands for, if it does.
    public static Optional<EmailAddress> one(String text) {
        return PastedEntry.address(text);
    }

    public List<EmailAddress> addresses() {
        return good.stream().map(Good::address).toList();
    }

    /// The text as an error names it.
    public static String shown(String text) {
        var trimmed = Unseen.trim(text);
        return trimmed.codePointCount(0, trimmed.length()) <= MAX_SHOWN
                ? trimmed
                : trimmed.substring(0, trimmed.offsetByCodePoints(0, MAX_SHOWN - 1)) + "…";
    }

    private static final class Finding {
        private final List<Good> good = new ArrayList<>();
        private final List<Bad> bad = new ArrayList<>();
        private final Set<String> keys = new HashSet<>();

        void inLine(int number, String line) {
            if (line.indexOf('\t') < 0) {
                PastedEntry.split(line).forEach(entry -> add(number, entry, PastedEntry.address(entry)));
            } else {
                inRow(number, line);
            }
        }

        // Of a spreadsheet's row only the cells with addresses matter.
        private void inRow(int number, String row) {
            var entries = Pattern.compile("\t")
                    .splitAsStream(row)
                    .flatMap(cell -> PastedEntry.split(cell).stream())
                    .filter(entry -> entry.indexOf('@') >= 0)
                    .toList();
            entries.forEach(entry -> add(number, entry, PastedEntry.address(entry)));
            if (entries.isEmpty() && !Unseen.trim(row).isEmpty()) {
                bad.add(new Bad(number, shown(row)));
            }
        }

        private void add(int line, String entry, Optional<EmailAddress> address) {
            if (address.isEmpty()) {
                bad.add(new Bad(line, shown(entry)));
            } else if (keys.add(address.get().key())) {
                good.add(new Good(line, shown(entry), address.get()));
            }
        }
    }
}
