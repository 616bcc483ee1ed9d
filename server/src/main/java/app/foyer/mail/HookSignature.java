package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.database.Secrets;
import app.foyer.problem.Unauthenticated;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Proves that a report comes from somebody who knows the secret, and is fresh: HMAC-SHA256 over the timestamp, a dot
/// and the body as it was sent.
final class HookSignature {
    static final String TIMESTAMP = "Foyer-Timestamp";
    static final String SIGNATURE = "Foyer-Signature";
    private static final String SCHEME = "sha256=";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final byte[] secret;

    HookSignature(String secret) {
        this.secret = secret.getBytes(UTF_8);
    }

    /// @param timestamp seconds since 1970
    void check(@Nullable String timestamp, @Nullable String signed, byte[] body, Instant now) {
        if (timestamp == null || signed == null || !isFresh(timestamp, now)) {
            throw new Unauthenticated();
        }
        var expected = of(timestamp, body).getBytes(UTF_8);
        if (!Secrets.same(expected, signed.strip().getBytes(UTF_8))) {
            throw new Unauthenticated();
        }
    }

    String of(String timestamp, byte[] body) {
        return SCHEME + HexFormat.of().formatHex(Hmac.of(secret, timestamp.getBytes(UTF_8), new byte[] {'.'}, body));
    }

    private static boolean isFresh(String timestamp, Instant now) {
        return timestamp.matches("\\d{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }
}
