package app.foyer.web;

import app.foyer.account.AccountId;
import app.foyer.organization.OrganizationId;
import app.foyer.people.BearerTokens;
import app.foyer.people.Caller;
import app.foyer.people.TokenScope;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import probe.Home;
import probe.Probe;

/// Rooms that only tests have, to knock at, and tokens that open them.
@TestConfiguration(proxyBeanMethods = false)
@Import({TestDatabase.class, Probe.class, Home.class})
class TestHouse {
    static final String TOKEN = "foyer_0123456789012345678901234567890123";
    static final String OPERATOR = "the operator's token, 32 letters long";

    @Bean
    @Primary
    BearerTokens testTokens() {
        return (secret, from, _) -> switch (secret) {
            case TOKEN ->
                shown(new Caller.Token(
                        UUID.randomUUID(),
                        "CI",
                        new OrganizationId(UUID.randomUUID()),
                        TokenScope.ADMIN,
                        false,
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        null,
                        from));
            case OPERATOR -> shown(new Caller.Operator(from));
            default -> Optional.empty();
        };
    }

    private static Optional<BearerTokens.Shown> shown(Caller caller) {
        return Optional.of(new BearerTokens.Shown(caller, null));
    }
}
