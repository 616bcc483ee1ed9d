package app.foyer.account;

import static org.springframework.web.context.request.RequestAttributes.SCOPE_REQUEST;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.request.RequestContextHolder;

/// Sessions that end for good after 30 days, and note the last access once a minute rather than with each request.
final class SparingSessions<S extends Session> implements SessionRepository<SparingSessions.Sparing<S>> {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration ABSOLUTE = Duration.ofDays(30);
    private static final Duration GRAIN = Duration.ofMinutes(1);
    // Spring Session asks once more when a request is over; one look-up per request is enough.
    private static final String FOUND = "foyer.session-found.";
    private static final ScopedValue<Boolean> READING = ScopedValue.newInstance();

    private final SessionRepository<S> all;
    private final InstantSource time;

    SparingSessions(SessionRepository<S> all, InstantSource time) {
        this.all = all;
        this.time = time;
    }

    /// For the repository of all sessions. What is read is read by one statement, which needs no transaction around it:
    /// that would have to be committed, one way to the database and back for each request.
    static TransactionOperations transactions(TransactionOperations forChanges) {
        return new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                var transactions = READING.isBound() ? TransactionOperations.withoutTransaction() : forChanges;
                return transactions.execute(action);
            }
        };
    }

    @Override
    public Sparing<S> createSession() {
        return new Sparing<>(all.createSession());
    }

    @Override
    public void save(Sparing<S> session) {
        all.save(session.stored);
    }

    @Override
    public @Nullable Sparing<S> findById(String id) {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null && request.getAttribute(FOUND + id, SCOPE_REQUEST) instanceof Sparing<?> found) {
            @SuppressWarnings("unchecked")
            var known = (Sparing<S>) found;
            return known;
        }
        var session = read(id);
        if (session != null && request != null) {
            request.setAttribute(FOUND + id, session, SCOPE_REQUEST);
        }
        return session;
    }

    @Override
    public void deleteById(String id) {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.removeAttribute(FOUND + id, SCOPE_REQUEST);
        }
        all.deleteById(id);
    }

    private @Nullable Sparing<S> read(String id) {
        var session = ScopedValue.where(READING, true).call(() -> all.findById(id));
        if (session != null && isOver(session, time.instant())) {
            all.deleteById(id);
            return null;
        }
        return session == null ? null : new Sparing<>(session);
    }

    private static boolean isOver(Session session, Instant now) {
        return !now.isBefore(session.getCreationTime().plus(ABSOLUTE))
                || !now.isBefore(session.getLastAccessedTime().plus(IDLE));
    }

    /// A stored session that is only written to when there is something to write.
    static final class Sparing<S extends Session> implements Session {
        private final S stored;

        private Sparing(S stored) {
            this.stored = stored;
        }

        @Override
        public void setLastAccessedTime(Instant now) {
            if (stored.getLastAccessedTime().plus(GRAIN).isBefore(now)) {
                stored.setLastAccessedTime(now);
            }
        }

        @Override
        public String getId() {
            return stored.getId();
        }

        @Override
        public String changeSessionId() {
            return stored.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return stored.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return stored.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            stored.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            stored.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return stored.getCreationTime();
        }

        @Override
        public Instant getLastAccessedTime() {
            return stored.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            stored.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return stored.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return stored.isExpired();
        }
    }
}
