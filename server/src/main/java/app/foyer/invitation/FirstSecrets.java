package app.foyer.invitation;

import app.foyer.database.Secrets;
import app.foyer.mail.QueuedMail;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The secrets of invitations that have just been made on this node, until their e-mails are written. Their hashes are
/// stored with the invitations, so that an e-mail that leaves at once needs no other secret. One that isn't here any
/// more, or whose e-mail leaves from another node, is no loss: the e-mail gets a secret of its own.
@Component
class FirstSecrets {
    private static final int AT_MOST = 10_000;
    private static final Duration AT_LONGEST = Duration.ofMinutes(1);

    private final Cache<InvitationId, First> secrets = Caffeine.newBuilder()
            .maximumSize(AT_MOST)
            .expireAfterWrite(AT_LONGEST)
            .build();

    private record First(Instant requestedAt, byte[] secret) {}

    /// Makes one for the e-mail that an invitation begins with.
    ///
    /// @return its hash
    byte[] make(Invitation invitation) {
        var secret = Secrets.next();
        secrets.put(invitation.id(), new First(invitation.createdAt(), secret));
        return Secrets.sha256(secret);
    }

    /// The secret for this e-mail, once. An invitation's later e-mails get none.
    Optional<byte[]> take(QueuedMail mail) {
        return Optional.ofNullable(secrets.asMap().remove(new InvitationId(mail.subject())))
                .filter(first -> first.requestedAt.equals(mail.queuedAt()))
                .map(First::secret);
    }
}
