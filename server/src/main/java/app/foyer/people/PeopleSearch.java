package app.foyer.people;

import app.foyer.organization.ApplicationId;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which people of an organization to list, and in which order.
///
/// @param q a piece of the name or address; blank for all
/// @param application who can reach it: guests by a grant, others by their Org role
public record PeopleSearch(String q, Optional<OrgRole> orgRole, Optional<ApplicationId> application, Sort sort) {
    private static final Pattern PIECE_OF_WORD = Pattern.compile("[a-z\\x{80}-\\x{10ffff}]{3,}");

    public PeopleSearch {
        q = q.strip();
    }

    public static PeopleSearch all() {
        return new PeopleSearch("", Optional.empty(), Optional.empty(), Sort.NAME);
    }

    /// Whether nobody is left out, whatever the order.
    public boolean isAll() {
        return q.isEmpty() && orgRole.isEmpty() && application.isEmpty();
    }

    /// Whether those who match stand side by side in an index, in the order that is asked for.
    boolean isContiguous() {
        return q.isEmpty() && application.isEmpty() && (orgRole.isEmpty() || sort.isByName());
    }

    /// Whether nothing is asked for but what can only stand within a word, as `words_of` parts them in the database.
    boolean isPieceOfWord() {
        return orgRole.isEmpty()
                && application.isEmpty()
                && sort.isByName()
                && PIECE_OF_WORD.matcher(q.toLowerCase(Locale.ROOT)).matches();
    }

    boolean isForGuestsOfApplication() {
        return application.isPresent() && orgRole.filter(OrgRole.GUEST::equals).isPresent();
    }

    /// The same people in an order that has nothing to do with this one.
    PeopleSearch inOtherOrder() {
        return new PeopleSearch(q, orgRole, application, sort.isByName() ? Sort.JOINED : Sort.NAME);
    }

    /// An order of the list, each with an index behind it.
    public enum Sort {
        NAME("name", "lower(m.name)", "text", false),
        NAME_DESCENDING("-name", "lower(m.name)", "text", true),
        JOINED("joinedAt", "m.joined_at", "timestamptz", false),
        JOINED_DESCENDING("-joinedAt", "m.joined_at", "timestamptz", true),
        SEEN("lastSeenAt", "coalesce(m.last_seen_at, '-infinity')", "timestamptz", false),
        SEEN_DESCENDING("-lastSeenAt", "coalesce(m.last_seen_at, '-infinity')", "timestamptz", true);

        private static final int LAST_YEAR = 9999;
        private static final int FARTHEST_OFFSET_SECONDS = 15 * 3600;

        private final String word;
        private final String list;
        private final String key;
        private final String type;
        private final boolean descending;

        Sort(String word, String key, String type, boolean descending) {
            this.word = word;
            this.list = "members " + word;
            this.key = key;
            this.type = type;
            this.descending = descending;
        }

        /// The order that a request names, such as `-joinedAt`.
        public static Optional<Sort> of(String word) {
            return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
        }

        public String word() {
            return word;
        }

        /// The list in this order in its cursors.
        public String list() {
            return list;
        }

        String key() {
            return key;
        }

        String type() {
            return type;
        }

        String comparison() {
            return descending ? "<" : ">";
        }

        boolean isByName() {
            return this == NAME || this == NAME_DESCENDING;
        }

        String direction() {
            return descending ? "desc" : "asc";
        }

        /// Whether PostgreSQL would understand a cursor's key as a value of this order.
        boolean accepts(String cursorKey) {
            if (type.equals("text") || cursorKey.equals("-infinity")) {
                return true;
            }
            try {
                var at = OffsetDateTime.parse(cursorKey.replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00"));
                return at.getYear() >= 1
                        && at.getYear() <= LAST_YEAR
                        && Math.abs(at.getOffset().getTotalSeconds()) <= FARTHEST_OFFSET_SECONDS;
            } catch (DateTimeParseException notAnInstant) {
                return false;
            }
        }

        String any() {
            return type.equals("text") ? "" : "-infinity";
        }
    }
}
