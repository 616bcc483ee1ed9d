package app.foyer.organization;

import org.jspecify.annotations.Nullable;

/// What an organization's invitations carry of its own.
///
/// @param greeting plain text, up to [#LONGEST_GREETING] characters; lines end with `\n`
public record Letterhead(
        @Nullable String greeting, @Nullable Logo logo) {
    public static final int LONGEST_GREETING = 500;

    static final Letterhead BLANK = new Letterhead(null, null);

    /// Which picture it is; its bytes are asked for by the hash.
    ///
    /// @param width in its own pixels; it is shown at half of that, so that it is sharp everywhere
    public record Logo(String hash, int width, int height) {
        public int shownWidth() {
            return Math.max(1, width / 2);
        }

        public int shownHeight() {
            return Math.max(1, height / 2);
        }

        /// As the audit log tells it.
        String told() {
            return width + " × " + height + ", " + hash.substring(0, 8);
        }
    }
}
