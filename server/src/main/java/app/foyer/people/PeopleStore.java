package app.foyer.people;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.LionsShare;
import app.foyer.database.Sql;
import app.foyer.organization.ApplicationId;
import app.foyer.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Platform Access: members searched, filtered, sorted and counted, by their [MemberWords] or in the SQL of
/// [PeopleSql].
@Repository
class PeopleStore {
    private final JdbcClient db;
    private final FreshPlans fresh;
    private final LionsShare share;
    private final MemberWords words;
    private final GrantStore grants;

    PeopleStore(JdbcClient db, FreshPlans fresh, LionsShare share, MemberWords words, GrantStore grants) {
        this.db = db;
        this.fresh = fresh;
        this.share = share;
        this.words = words;
        this.grants = grants;
    }

    /// A page of those who match, in order, from the first or behind a cursor.
    List<Keyed<Member>> page(OrganizationId organization, PeopleSearch search, Optional<Cursor> after, int limit) {
        return words.find(organization, search, after, limit, 0)
                .map(found -> withGrants(organization, found.page()))
                .orElseGet(() -> look(organization, search, after, limit, 0).page());
    }

    /// A page, and how many match.
    ///
    /// @param number exact below the most that were to be counted
    record Found(List<Keyed<Member>> page, int number) {}

    /// What [#page] and [#count] say, found with one look where there is something to show; further pages for a word
    /// take a second one.
    Found find(OrganizationId organization, PeopleSearch search, Optional<Cursor> after, int limit, int most) {
        return words.find(organization, search, after, limit, most)
                .map(found -> new Found(withGrants(organization, found.page()), found.number()))
                .orElseGet(() -> walk(organization, search, after, limit, most));
    }

    private Found walk(OrganizationId organization, PeopleSearch search, Optional<Cursor> after, int limit, int most) {
        var counted = after.isEmpty() || search.q().isEmpty();
        var found = look(organization, search, after, limit, counted ? most : 0);
        return after.isEmpty() || counted && !found.page().isEmpty()
                ? found
                : new Found(found.page(), count(organization, search, most));
    }

    private Found look(OrganizationId organization, PeopleSearch search, Optional<Cursor> after, int limit, int most) {
        var sort = search.sort();
        var number = new AtomicInteger();
        var page = bind(
                        PeopleSql.page(search, its(organization, search), after.isPresent(), limit, most),
                        organization,
                        search)
                .param("key", after.map(Cursor::key).filter(sort::accepts).orElse(sort.any()))
                .param("after", after.map(Cursor::id).orElse(null))
                .query((row, _) -> {
                    number.set(row.getInt("number"));
                    return read(row, sort);
                })
                .list();
        return new Found(withGrants(organization, page), number.get());
    }

    static Keyed<Member> read(ResultSet row, PeopleSearch.Sort sort) throws SQLException {
        return new Keyed<>(
                MemberStore.read(row, List.of()),
                new Cursor(sort.list(), row.getString("sort_key"), row.getObject("id", UUID.class)));
    }

    // In a second statement, which costs less than to gather them in the first.
    private List<Keyed<Member>> withGrants(OrganizationId organization, List<Keyed<Member>> page) {
        var guests = page.stream()
                .map(Keyed::row)
                .filter(member -> member.orgRole() == OrgRole.GUEST)
                .map(member -> member.id().value())
                .toList();
        var held = grants.ofMembers(organization, guests);
        return page.stream()
                .map(keyed -> {
                    var own = held.getOrDefault(keyed.row().id().value(), List.of());
                    return own.isEmpty() ? keyed : new Keyed<>(keyed.row().having(own), keyed.cursor());
                })
                .toList();
    }

    /// How many match, counted up to the most that is asked for.
    int count(OrganizationId organization, PeopleSearch search, int most) {
        return words.find(organization, search, Optional.empty(), 0, most)
                .map(Found::number)
                .orElseGet(() -> bind(PeopleSql.count(search, its(organization, search), most), organization, search)
                        .query(Integer.class)
                        .single());
    }

    private String its(OrganizationId organization, PeopleSearch search) {
        return search.q().isEmpty() ? PeopleSql.ITS : share.of(organization.value(), "member", "m");
    }

    private JdbcClient.StatementSpec bind(String sql, OrganizationId organization, PeopleSearch search) {
        return (search.isContiguous() ? db.sql(sql) : fresh.sql(sql))
                .param("organization", organization.value())
                .param("piece", Sql.lexeme(search.q()))
                .param("pattern", Sql.containing(search.q()))
                .param("orgRole", search.orgRole().map(OrgRole::name).orElse(null))
                .param(
                        "application",
                        search.application().map(ApplicationId::value).orElse(null));
    }
}
