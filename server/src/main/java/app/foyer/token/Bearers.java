package app.foyer.token;

import app.foyer.database.Secrets;
import app.foyer.people.BearerTokens;
import app.foyer.people.Caller;
import app.foyer.waiting.SharedReads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who shows a token: a program, or the operator.
@Component
class Bearers implements BearerTokens {
    private static final Duration NOTED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final BearerStore store;
    private final TokenPace pace;
    private final byte @Nullable [] operator;

    /// Who waits keeps its turn, as it has all of its work before it.
    private final SharedReads<Lookup, Optional<BearerStore.Good>> lookups = new SharedReads<>(() -> {});

    Bearers(BearerStore store, TokenPace pace, TokenSettings settings) {
        this.store = store;
        this.pace = pace;
        var token = settings.operatorToken();
        this.operator = token == null || token.isBlank() ? null : Secrets.sha256(token);
    }

    private record Lookup(ByteBuffer hash, @Nullable String from) {}

    @Override
    public Optional<Shown> callerOf(String secret, @Nullable String from, Instant now) {
        var hash = Secrets.sha256(secret);
        if (operator != null && Secrets.same(operator, hash)) {
            return Optional.of(new Shown(new Caller.Operator(from), null));
        }
        return secret.startsWith(TokenSecret.PREFIX)
                ? good(hash, from, now).map(good -> noted(good, now))
                : Optional.empty();
    }

    private Optional<BearerStore.Good> good(byte[] hash, @Nullable String from, Instant now) {
        return lookups.get(new Lookup(ByteBuffer.wrap(hash), from), () -> store.good(hash, from, now));
    }

    private Shown noted(BearerStore.Good good, Instant now) {
        var allowance = pace.count(good.token().id(), now);
        var last = good.lastUsedAt();
        var due = now.minus(NOTED_AGAIN_AFTER);
        if (last == null || last.isBefore(due)) {
            store.used(good.token(), due, now);
        }
        return new Shown(good.token(), allowance);
    }
}
