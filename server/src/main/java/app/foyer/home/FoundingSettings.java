package app.foyer.home;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may found organizations, besides the operator.
///
/// @param createdBy `FOYER_ORGANIZATIONS_CREATED_BY`
@ConfigurationProperties("foyer.organizations")
record FoundingSettings(@DefaultValue("OPERATOR") Founder createdBy) {
    enum Founder {
        OPERATOR,
        ACCOUNTS
    }
}
