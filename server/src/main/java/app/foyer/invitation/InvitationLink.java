package app.foyer.invitation;

import app.foyer.database.Secrets;
import app.foyer.organization.OrganizationId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// What stands in the link of an invitation's e-mail: where the invitation is, and the secret that opens it.
record InvitationLink(OrganizationId organization, InvitationId invitation, byte[] secret) {
    private static final int BYTES = 16 + 16 + Secrets.BYTES;

    String token() {
        return Secrets.text(ByteBuffer.allocate(BYTES)
                .putLong(organization.value().getMostSignificantBits())
                .putLong(organization.value().getLeastSignificantBits())
                .putLong(invitation.value().getMostSignificantBits())
                .putLong(invitation.value().getLeastSignificantBits())
                .put(secret)
                .array());
    }

    static Optional<InvitationLink> parse(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            return bytes.length == BYTES && Secrets.text(bytes).equals(token)
                    ? Optional.of(read(ByteBuffer.wrap(bytes)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static InvitationLink read(ByteBuffer bytes) {
        var organization = new OrganizationId(new UUID(bytes.getLong(), bytes.getLong()));
        var invitation = new InvitationId(new UUID(bytes.getLong(), bytes.getLong()));
        var secret = new byte[Secrets.BYTES];
        bytes.get(secret);
        return new InvitationLink(organization, invitation, secret);
    }
}
