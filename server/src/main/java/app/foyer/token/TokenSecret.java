package app.foyer.token;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// What a program shows: `foyer_`, 256 random bits, and a checksum by which scanners tell a leaked one from whatever
/// looks like it. The checksum is the CRC-32 of the 43 random letters, in base 62, as six letters.
public final class TokenSecret {
    static final String PREFIX = "foyer_";

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /// 43 of 62 letters are 256 bits.
    private static final int RANDOM_LETTERS = 43;

    private static final int CHECKSUM_LETTERS = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenSecret() {}

    /// A new one, to be shown once.
    public static String next() {
        var random = RANDOM.ints(RANDOM_LETTERS, 0, LETTERS.length())
                .mapToObj(TokenSecret::letter)
                .collect(Collectors.joining());
        return PREFIX + random + checksum(random);
    }

    /// Whether a text may be a token: the prefix and at least 32 letters or digits. One that comes from the settings
    /// has no checksum.
    public static boolean isWellFormed(String secret) {
        return secret.matches("foyer_[A-Za-z0-9]{32,}");
    }

    private static String checksum(String random) {
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        var letters = new StringBuilder();
        for (var rest = crc.getValue(); letters.length() < CHECKSUM_LETTERS; rest /= LETTERS.length()) {
            letters.append(letter((int) (rest % LETTERS.length())));
        }
        return letters.reverse().toString();
    }

    private static String letter(int value) {
        return LETTERS.substring(value, value + 1);
    }
}
