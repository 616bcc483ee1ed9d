package app.foyer.mail;

import app.foyer.database.Secrets;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// An e-mail's id as an address can carry it, sealed so that nobody else can make one up. Upper and lower case are the
/// same, as mail servers may change them.
final class VerpToken {
    static final int LENGTH = 42;
    private static final int ID = 16;
    private static final int SEAL = 10;
    private static final int RADIX = 32;
    private static final Pattern FORM = Pattern.compile("[0-9a-v]{" + LENGTH + "}");

    private VerpToken() {}

    static String of(UUID id, byte[] key) {
        var sealed = sealed(id, key);
        var digits = new BigInteger(1, sealed).toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    static Optional<UUID> open(String token, byte[] key) {
        var digits = token.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(digits).matches()) {
            return Optional.empty();
        }
        var number = new BigInteger(digits, RADIX);
        if (number.bitLength() > (ID + SEAL) * Byte.SIZE) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(padded(number.toByteArray()));
        var id = new UUID(bytes.getLong(), bytes.getLong());
        return Secrets.same(sealed(id, key), bytes.array()) ? Optional.of(id) : Optional.empty();
    }

    private static byte[] sealed(UUID id, byte[] key) {
        var plain = ByteBuffer.allocate(ID)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return ByteBuffer.allocate(ID + SEAL)
                .put(plain)
                .put(Arrays.copyOf(Hmac.of(key, plain), SEAL))
                .array();
    }

    private static byte[] padded(byte[] number) {
        var bytes = new byte[ID + SEAL];
        var from = Math.max(0, number.length - bytes.length);
        System.arraycopy(number, from, bytes, bytes.length - (number.length - from), number.length - from);
        return bytes;
    }
}
