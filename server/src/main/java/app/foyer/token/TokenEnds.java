package app.foyer.token;

import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.people.MemberGone;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What becomes of API tokens when their maker goes: whoever is out has none here any more, and the organization keeps
/// its own.
@Component
class TokenEnds {
    private final TokenStore store;
    private final AuditLog audit;
    private final TokenNotices notices;

    TokenEnds(TokenStore store, AuditLog audit, TokenNotices notices) {
        this.store = store;
        this.audit = audit;
        this.notices = notices;
    }

    @EventListener
    void on(MemberGone gone) {
        var revoked = store.revokeAll(gone.organization(), gone.account(), gone.at());
        if (revoked.isEmpty()) {
            return;
        }
        var events = revoked.stream()
                .map(token -> new AuditEvent("token.revoked", gone.actor(), token))
                .toList();
        audit.write(gone.organization().value(), events, gone.at());
        var by = Optional.ofNullable(gone.by());
        notices.revoked(gone.organization(), gone.account().value(), revoked, gone.actor(), by, gone.at());
    }
}
