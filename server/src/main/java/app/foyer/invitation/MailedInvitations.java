package app.foyer.invitation;

import app.foyer.database.Sql;
import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Settled;
import app.foyer.organization.Letterhead;
import app.foyer.organization.OrganizationId;
import app.foyer.organization.OrganizationStore;
import app.foyer.people.AppGrantJson;
import app.foyer.people.AppRole;
import app.foyer.people.OrgRole;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
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
            UUID id,
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
            OrganizationId organization,
            Letterhead letterhead) {

        /// @param occasion `invitation` or `reminder`
        /// @param path the link, without the public address before it
        Map<String, Object> model(String occasion, String path) {
            var model = new HashMap<String, Object>(Map.of(
                    "occasion", occasion,
                    "organizationName", organizationName,
                    "inviterName", inviterName,
                    "inviterEmail", inviterEmail,
                    "email", email,
                    "orgRole", orgRole.name(),
                    "appGrants", appGrants,
                    "expiresAt", expiresAt,
                    "zone", zone,
                    "path", path));
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

    Map<UUID, Mailed> find(Collection<LinkStore.Handover> handovers) {
        return db
                .sql("""
                select i.id, i.email, i.locale, i.org_role, i.access_ends_at, i.expires_at, o.id as organization_id, o.time_zone, o.name as organization_name,
                       o.greeting, o.logo_hash, o.logo_width, o.logo_height, a.name as inviter_name, a.email as inviter_email, %s as app_grants
                  from unnest(:organizations::uuid[], :ids::uuid[]) as h(organization_id, id)
                  join invitation i on i.organization_id = h.organization_id and i.id = h.id
                  join organization o on o.id = i.organization_id
                  join account a on a.id = i.invited_by
                """.formatted(AppGrantJson.column(
                        "invitation_grant", "g.organization_id = i.organization_id and g.invitation_id = i.id")))
                .param(
                        "organizations",
                        handovers.stream().map(h -> h.organization().value()).toArray(UUID[]::new))
                .param(
                        "ids",
                        handovers.stream().map(h -> h.invitation().value()).toArray(UUID[]::new))
                .query((row, _) -> new Mailed(
                        row.getObject("id", UUID.class),
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
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        OrganizationStore.letterhead(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Mailed::id, Function.identity()));
    }

    /// Notes what became of e-mails, unless a newer one has been asked for since.
    void note(List<Settled> settled, Instant now) {
        db.sql("""
                update invitation i
                   set delivery_state = s.state, delivery_reason = s.reason,
                       delivery_at = case when s.state = 'QUEUED' then null else :now end,
                       sent_at = case when s.state = 'SENT' then :now else i.sent_at end
                  from unnest(:organizations::uuid[], :ids::uuid[], :queuedAt::timestamptz[], :states::text[], :reasons::text[])
                       as s(organization_id, id, queued_at, state, reason)
                 where i.organization_id = s.organization_id and i.id = s.id
                   and s.queued_at = coalesce(i.resent_at[cardinality(i.resent_at)], i.created_at)
                """)
                .param("now", Sql.at(now))
                .param(
                        "organizations",
                        values(settled, s -> Objects.requireNonNull(s.mail().organization()), UUID[]::new))
                .param("ids", values(settled, s -> s.mail().subject(), UUID[]::new))
                .param("queuedAt", values(settled, s -> s.mail().queuedAt().toString(), String[]::new))
                .param("states", values(settled, s -> state(s.outcome()).name(), String[]::new))
                .param("reasons", values(settled, s -> reason(s.outcome()), String[]::new))
                .update();
    }

    private static <T extends @Nullable Object> T[] values(
            List<Settled> settled, Function<Settled, T> value, java.util.function.IntFunction<T[]> array) {
        return settled.stream().map(value).toArray(array);
    }

    private static Delivery.State state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken _ -> Delivery.State.SENT;
            case Outcome.Refused _ -> Delivery.State.FAILED;
            case Outcome.Delayed _ -> Delivery.State.QUEUED;
        };
    }

    private static @Nullable String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken _ -> null;
            case Outcome.Refused(var reason) -> reason;
            case Outcome.Delayed delayed -> delayed.reason();
        };
    }
}
