package app.foyer.token;

import app.foyer.problem.BadSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What opens the API besides sessions.
///
/// @param operatorToken of whoever runs this Foyer, 32 characters or more; unset: there is no operator
/// @param limits `FOYER_LIMITS_…`; 0 = no limit
@ConfigurationProperties("foyer")
record TokenSettings(
        @Nullable String operatorToken, @DefaultValue Limits limits) {
    private static final int SHORTEST = 32;

    TokenSettings {
        if (operatorToken != null && !operatorToken.isBlank() && operatorToken.length() < SHORTEST) {
            throw new BadSetting("FOYER_OPERATOR_TOKEN must have 32 characters or more.");
        }
    }

    record Limits(
            @DefaultValue("6000") int apiRequestsPerTokenPerMinute,
            @DefaultValue("100") int tokensPerOrganization) {
        Limits {
            BadSetting.checkLimit("FOYER_LIMITS_API_REQUESTS_PER_TOKEN_PER_MINUTE", apiRequestsPerTokenPerMinute);
            BadSetting.checkLimit("FOYER_LIMITS_TOKENS_PER_ORGANIZATION", tokensPerOrganization);
        }
    }

    @Override
    public String toString() {
        return "TokenSettings[" + limits + "]";
    }
}
