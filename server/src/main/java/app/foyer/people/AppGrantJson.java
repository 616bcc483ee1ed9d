package app.foyer.people;

import app.foyer.organization.ApplicationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads app grants that PostgreSQL has gathered into one JSON column, so that one holder is one statement.
@Component
public class AppGrantJson {
    private static final TypeReference<List<Item>> ITEMS = new TypeReference<>() {};

    private final JsonMapper json;

    AppGrantJson(JsonMapper json) {
        this.json = json;
    }

    private record Item(
            UUID id,
            String slug,
            String name,
            AppRole appRole,
            @Nullable Instant accessEndsAt) {}

    /// The expression that gathers the grants of one holder, archived applications left out. Nobody but guests has any,
    /// so nothing is looked for elsewhere. For a page of holders `GrantStore` is quicker.
    ///
    /// @param table the grants, such as `app_grant`
    /// @param holder which rows are the holder's: a condition on `g`
    /// @param role the holder's Org role
    public static String column(String table, String holder, String role) {
        return """
                case when %s = 'GUEST' then (select json_agg(json_build_object('id', a.id, 'slug', a.slug, 'name', a.name, 'appRole', g.app_role,
                                                   'accessEndsAt', g.access_ends_at)
                                 order by lower(a.name), a.id)
                   from %s g
                   join application a on a.organization_id = g.organization_id and a.id = g.application_id
                  where %s and a.archived_at is null) end""".formatted(role, table, holder);
    }

    public List<AppGrant> read(@Nullable String column) {
        return column == null
                ? List.of()
                : json.readValue(column, ITEMS).stream()
                        .map(i -> new AppGrant(
                                new AppGrant.Granted(new ApplicationId(i.id()), i.slug(), i.name()),
                                i.appRole(),
                                i.accessEndsAt()))
                        .toList();
    }

    /// The grants' applications, roles and ends as columns, to be stored with one statement.
    public static UUID[] applications(List<AppGrant> grants) {
        return grants.stream().map(g -> g.application().id().value()).toArray(UUID[]::new);
    }

    public static String[] roles(List<AppGrant> grants) {
        return grants.stream().map(g -> g.appRole().name()).toArray(String[]::new);
    }

    public static @Nullable String[] ends(List<AppGrant> grants) {
        return grants.stream()
                .map(g -> g.accessEndsAt() == null ? null : g.accessEndsAt().toString())
                .toArray(String[]::new);
    }
}
