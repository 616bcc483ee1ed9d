package app.foyer.people;

import static app.foyer.people.OrgRole.ADMIN;
import static app.foyer.people.OrgRole.GUEST;
import static app.foyer.people.OrgRole.MEMBER;

import java.util.EnumSet;
import java.util.Set;

/// Who may do what, in person and by API tokens: the one table. A verb asks it before it does anything.
public enum Permission {
    SEE_ORGANIZATION(By.ANY_TOKEN, ADMIN, MEMBER, GUEST),
    SEE_APPLICATIONS(By.ANY_TOKEN, ADMIN, MEMBER, GUEST),
    SEE_PEOPLE(By.READING_TOKENS, ADMIN, MEMBER),
    SEE_AUDIT_LOG(By.READING_TOKENS, ADMIN, MEMBER),
    SEE_INVITATIONS(By.ANY_TOKEN, ADMIN),
    SEE_PLAN(By.ANY_TOKEN, ADMIN),
    SEE_SETTINGS(By.READING_TOKENS, ADMIN),
    SEE_TOKENS(By.READING_TOKENS, ADMIN),
    REVIEW_ACCESS(By.READING_TOKENS, ADMIN),
    INVITE(By.INVITING_TOKENS, ADMIN),
    INVITE_ADMINS(By.ADMIN_TOKENS, ADMIN),
    EDIT_INVITATIONS(By.ADMIN_TOKENS, ADMIN),
    MANAGE_PEOPLE(By.ADMIN_TOKENS, ADMIN),
    MANAGE_APPLICATIONS(By.ADMIN_TOKENS, ADMIN),
    MANAGE_ORGANIZATION(By.ADMIN_TOKENS, ADMIN),
    MANAGE_TOKENS(By.ADMIN_TOKENS, ADMIN),
    CHOOSE_NOTICES(By.OWN_ADMIN_TOKENS, ADMIN),
    LEAVE(By.OWN_ADMIN_TOKENS, ADMIN, MEMBER, GUEST);

    /// Which tokens do what their makers may do.
    private enum By {
        ANY_TOKEN(TokenScope.READ, TokenScope.INVITE, TokenScope.ADMIN),
        READING_TOKENS(TokenScope.READ, TokenScope.ADMIN),
        INVITING_TOKENS(TokenScope.INVITE, TokenScope.ADMIN),
        ADMIN_TOKENS(TokenScope.ADMIN),
        /// What concerns a person, and so is nothing for a token that belongs to the organization.
        OWN_ADMIN_TOKENS(TokenScope.ADMIN);

        private final Set<TokenScope> scopes;

        By(TokenScope first, TokenScope... more) {
            this.scopes = EnumSet.of(first, more);
        }
    }

    private final By tokens;
    private final Set<OrgRole> roles;

    Permission(By tokens, OrgRole... roles) {
        this.tokens = tokens;
        this.roles = Set.of(roles);
    }

    /// Whether a token reaches so far, if its maker's role does.
    ///
    /// @param organizationOwned whether the token belongs to the organization rather than to its maker
    public boolean isReachedBy(TokenScope scope, boolean organizationOwned) {
        return tokens.scopes.contains(scope) && !(organizationOwned && tokens == By.OWN_ADMIN_TOKENS);
    }

    public boolean isHeldBy(OrgRole role) {
        return roles.contains(role);
    }
}
