package app.foyer.account;

import app.foyer.database.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Service;

/// Who is signed in where. A session begins at sign-in, never before.
@Service
public class Sessions {
    private static final String ACCOUNT = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private final SessionStore store;

    Sessions(SessionStore store) {
        this.store = store;
    }

    /// Signs the browser in, in a new session: one that was there before ends.
    public void begin(HttpServletRequest request, AccountId account) {
        end(request);
        var session = request.getSession(true);
        session.setAttribute(ACCOUNT, account.value().toString());
        session.setAttribute("device", Device.named(request.getHeader("User-Agent")));
        session.setAttribute("from", Objects.requireNonNullElse(request.getRemoteAddr(), ""));
    }

    /// Whose session the browser shows.
    public Optional<AccountId> accountOf(HttpServletRequest request) {
        return currentId(request) == null
                ? Optional.empty()
                : Optional.ofNullable((String) request.getSession(false).getAttribute(ACCOUNT))
                        .flatMap(Ids::parse)
                        .map(AccountId::new);
    }

    /// The id of the browser's session, which is no secret: the cookie holds what it is the hash of.
    public @Nullable String currentId(HttpServletRequest request) {
        var session = request.getSession(false);
        return session == null ? null : session.getId();
    }

    public void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /// An account's sessions, the one used last first.
    public List<SignedIn> list(AccountId account, HttpServletRequest request, Instant now) {
        return store.list(account, currentId(request), now);
    }

    /// @return whether the account had this session
    public boolean end(AccountId account, UUID id) {
        return store.end(account, id);
    }

    public void endAll(AccountId account) {
        store.endAll(account);
    }
}
