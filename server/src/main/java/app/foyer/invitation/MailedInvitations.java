package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.database.Sql;
import app.foyer.invitation.LinkStore.Handover;
import app.foyer.organization.Letterhead;
import app.foyer.organization.OrganizationId;
import app.foyer.organization.OrganizationStore;
import app.foyer.people.AppGrantJson;
import app.foyer.people.AppRole;
import app.foyer.people.Notices;
import app.foyer.people.OrgRole;
import app.foyer.people.Undelivered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of what an invitation's e-mail says, and of what became of it.
@Repository
class MailedInvitations {
    private final JdbcClient db;
    private final AppGrantJson grants;

    MailedInvitations(JdbcClient db, AppGrantJson grants) {
        this.db = db;
        this.grants = grants;
    }

    /// An App role as the e-mail tells it.
    record Promise(
            String applicationName,
            AppRole appRole,
            @Nullable Instant endsAt) {}

    /// What the e-mail says.
    record Mailed(
            Handover handover,
            String email,
            String locale,
            OrgRole orgRole,
            List<Promise> appGrants,
            @Nullable Instant accessEndsAt,
            Instant expiresAt,
            ZoneId zone,
            String organizationName,
            String inviterName,
            String inviterEmail,
            Letterhead letterhead) {

        /// What the letter shows besides its reader's address and link. Times are told to the minute.
        ///
        /// @param occasion `invitation` or `reminder`
        Map<String, Object> model(String occasion) {
            var model = new HashMap<String, Object>(Map.of(
                    "occasion", occasion,
                    "organizationName", organizationName,
                    "inviterName", inviterName,
                    "inviterEmail", inviterEmail,
                    "orgRole", orgRole.name(),
                    "appGrants", appGrants,
                    "expiresAt", expiresAt.truncatedTo(ChronoUnit.MINUTES),
                    "zone", zone));
            if (accessEndsAt != null) {
                model.put("accessEndsAt", accessEndsAt);
            }
            var greeting = letterhead.greeting();
            if (greeting != null) {
                model.put("greeting", greeting.lines().toList());
            }
            return model;
        }
    }

    /// What the e-mails say that these go out with. Leaves out those whose secrets aren't in force, or no longer.
    Map<Handover, Mailed> find(List<Handover> handovers, Instant now) {
        return db
                .sql("""
                select h.place, i.email, i.locale, i.org_role, i.access_ends_at, i.expires_at, o.time_zone, o.name as organization_name,
                       o.greeting, o.logo_hash, o.logo_width, o.logo_height, a.name as inviter_name, coalesce(a.email, a.name) as inviter_email, %s as app_grants
                  from unnest((select :organizations::uuid[]), (select :ids::uuid[]), (select :requestedAt::timestamptz[]),
                              (select :hashes::bytea[])) with ordinality as h(organization_id, id, requested_at, hash, place)
                  join invitation i on i.organization_id = h.organization_id and i.id = h.id and i.secret_hash = h.hash
                                   and %s
                  join organization o on o.id = i.organization_id
                  join account a on a.id = i.invited_by
                """.formatted(
                                AppGrantJson.column(
                                        "invitation_grant",
                                        "g.organization_id = i.organization_id and g.invitation_id = i.id",
                                        "i.org_role"),
                                LinkStore.NEWEST))
                .params(Handover.params(handovers))
                .param("now", Sql.at(now))
                .query((row, _) -> new Mailed(
                        handovers.get(row.getInt("place") - 1),
                        row.getString("email"),
                        row.getString("locale"),
                        OrgRole.valueOf(row.getString("org_role")),
                        grants.read(row.getString("app_grants")).stream()
                                .map(g -> new Promise(g.application().name(), g.appRole(), g.accessEndsAt()))
                                .toList(),
                        Sql.instantOrNull(row, "access_ends_at"),
                        Sql.instant(row, "expires_at"),
                        ZoneId.of(row.getString("time_zone")),
                        row.getString("organization_name"),
                        row.getString("inviter_name"),
                        row.getString("inviter_email"),
                        OrganizationStore.letterhead(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Mailed::handover, Function.identity()));
    }

    /// What became of an invitation's e-mail that was asked for at an instant.
    ///
    /// @param why it didn't arrive, if it didn't
    record Noted(
            OrganizationId organization,
            UUID invitation,
            Instant requestedAt,
            Delivery delivery,
            @Nullable Undelivered why) {}

    /// An invitation whose e-mail doesn't arrive, and who has to know.
    record Failed(OrganizationId organization, UUID invitation, AccountId inviter, String email, String why) {
        Notices.Notice notice() {
            return new Notices.Notice(inviter.value(), invitation, email, why);
        }
    }

    /// Notes what became of e-mails, unless a newer one has been asked for since.
    ///
    /// @return the pending invitations whose e-mail has failed
    List<Failed> note(List<Noted> noted, Instant now) {
        return db
                .sql("""
                update invitation i
                   set delivery_state = s.state, delivery_reason = s.reason, delivery_next_try_at = s.next_try_at,
                       delivery_answer = s.answer,
                       delivery_at = case when s.state = 'QUEUED' then null else :now end,
                       sent_at = case when s.state = 'SENT' then :now else i.sent_at end
                  from unnest(:organizations::uuid[], :ids::uuid[], :requestedAt::timestamptz[], :states::text[], :reasons::text[],
                              :nextTries::timestamptz[], :answers::text[], :whys::text[])
                       as s(organization_id, id, requested_at, state, reason, next_try_at, answer, why)
                 where i.organization_id = s.organization_id and i.id = s.id
                   and s.requested_at in (coalesce(i.resent_at[cardinality(i.resent_at)], i.created_at), i.reminded_at)
                returning i.organization_id, i.id, i.invited_by, i.email, i.delivery_answer, i.delivery_state, i.status, s.why
                """)
                .param("now", Sql.at(now))
                .param("organizations", values(noted, n -> n.organization().value(), UUID[]::new))
                .param("ids", values(noted, Noted::invitation, UUID[]::new))
                .param("requestedAt", values(noted, n -> n.requestedAt().toString(), String[]::new))
                .param("states", values(noted, n -> n.delivery().state().name(), String[]::new))
                .param("reasons", values(noted, n -> n.delivery().reason(), String[]::new))
                .param("nextTries", values(noted, n -> text(n.delivery().nextTryAt()), String[]::new))
                .param("answers", values(noted, n -> n.delivery().answer(), String[]::new))
                .param(
                        "whys",
                        values(noted, n -> n.why() == null ? null : n.why().name(), String[]::new))
                .query((row, _) -> failed(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Failed> failed(ResultSet row) throws SQLException {
        if (!row.getString("delivery_state").equals("FAILED")
                || !row.getString("status").equals("PENDING")) {
            return Optional.empty();
        }
        var answer = Objects.requireNonNullElse(row.getString("delivery_answer"), "");
        return Optional.of(new Failed(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("invited_by", UUID.class)),
                row.getString("email"),
                Undelivered.valueOf(row.getString("why")).with(answer)));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static <T extends @Nullable Object> T[] values(
            List<Noted> noted, Function<Noted, T> value, IntFunction<T[]> array) {
        return noted.stream().map(value).toArray(array);
    }
}
