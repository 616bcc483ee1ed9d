package app.foyer.account;

import app.foyer.database.Secrets;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// What a sign-in link carries: which link it is, and the secret that proves it.
record SignInToken(UUID id, byte[] secret) {
    private static final int LENGTH = 2 * Long.BYTES + Secrets.BYTES;

    static Optional<SignInToken> parse(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == LENGTH ? Optional.of(read(ByteBuffer.wrap(bytes))) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static SignInToken next(UUID id) {
        return new SignInToken(id, Secrets.next());
    }

    byte[] hash() {
        return Secrets.sha256(secret);
    }

    String text() {
        return Secrets.text(ByteBuffer.allocate(LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(secret)
                .array());
    }

    private static SignInToken read(ByteBuffer bytes) {
        var id = new UUID(bytes.getLong(), bytes.getLong());
        var secret = new byte[Secrets.BYTES];
        bytes.get(secret);
        return new SignInToken(id, secret);
    }
}
