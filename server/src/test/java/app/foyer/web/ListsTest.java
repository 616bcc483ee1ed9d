package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lists, over HTTP: what they cost, and that nothing is lost or shown twice from page to page.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsTest {
    private static final int MANY = 137;

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    @Autowired
    CountedDataSource statements;

    private Tenant small;
    private Tenant large;
    private Visitor adminOfSmall;
    private Visitor adminOfLarge;

    @BeforeAll
    void foundTwo() {
        small = town.found("small");
        large = town.found("large");
        adminOfSmall = town.join(small, "ada", "ADMIN").visitor();
        adminOfLarge = town.join(large, "ada", "ADMIN").visitor();
        fill(UUID.fromString(small.id()), 1);
        fill(UUID.fromString(large.id()), MANY);
    }

    // Members as guests with a grant, applications and invitations: rows by the hundred, in an instant.
    private void fill(UUID organization, int many) {
        db.sql("""
                with people as (
                    insert into account (id, name, email, created_at)
                    select gen_random_uuid(), 'Person ' || n, 'person' || n || '@large.test', now()
                      from generate_series(1, :many) n
                    returning id, name, email
                ), members as (
                    insert into member (organization_id, id, account_id, name, email, org_role, joined_at)
                    select :organization, gen_random_uuid(), id, name, email, 'GUEST', now() from people
                    returning id
                ), grants as (
                    insert into app_grant (organization_id, member_id, application_id, app_role)
                    select :organization, m.id, a.id, 'READ' from members m, application a
                     where a.organization_id = :organization
                )
                insert into application (organization_id, id, slug, name, kind, created_at)
                select :organization, gen_random_uuid(), 'app-' || n, 'App ' || n, 'OTHER', now()
                  from generate_series(1, :many) n
                """).param("organization", organization).param("many", many).update();
        db.sql("""
                with invitations as (
                    insert into invitation (organization_id, id, email, email_key, org_role, locale, invited_by, status,
                                            created_at, expires_at)
                    select :organization, gen_random_uuid(), 'i' || n || '@large.test', 'i' || n || '@large.test', 'GUEST',
                           'en', (select account_id from member where organization_id = :organization limit 1),
                           'PENDING', now(), now() + interval '14 days'
                      from generate_series(1, :many) n
                    returning id
                )
                insert into invitation_grant (organization_id, invitation_id, application_id, app_role)
                select :organization, i.id, a.id, 'READ'
                  from invitations i, application a where a.organization_id = :organization and a.slug = 'storefront'
                """).param("organization", organization).param("many", many).update();
    }

    private int statementsFor(Visitor visitor, String path) {
        visitor.get(path);
        statements.forget();
        assertThat(visitor.get(path).statusCode()).isEqualTo(200);
        return statements.statements().size();
    }

    @Test
    void aPageAsksOnceWhereItsReaderBelongs() {
        statementsFor(adminOfSmall, small.pages() + "/people");

        assertThat(statements.statements())
                .filteredOn(sql -> sql.contains("organization o"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/people", "/people/invitations", "/people/invite", "/people?sort=-joinedAt&orgRole=GUEST"})
    void aPageCostsAsManyStatementsWithHundredsOfRowsAsWithOne(String page) {
        var few = statementsFor(adminOfSmall, small.pages() + page);

        var many = statementsFor(adminOfLarge, large.pages() + page);

        assertThat(many).isEqualTo(few).isLessThan(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/applications", "/members", "/invitations"})
    void anApiListCostsAsManyStatementsWithHundredsOfRowsAsWithOne(String list) {
        var few = statementsFor(adminOfSmall, small.api() + list + "?limit=200");

        var many = statementsFor(adminOfLarge, large.api() + list + "?limit=200");

        assertThat(many).isEqualTo(few).isLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/applications?",
                "/members?",
                "/members?sort=-joinedAt&",
                "/members?sort=lastSeenAt&",
                "/members?orgRole=GUEST&",
                "/invitations?",
                "/invitations?status=PENDING&"
            })
    void pageAfterPageEachRowComesOnce(String list) {
        var token = Town.bearer(large.token());
        var whole = ids(large.api() + list + "limit=200", token);

        var paged = new ArrayList<String>();
        var cursor = "";
        for (var pages = 0; cursor != null && pages < 20; pages++) {
            var page = town.body(town.stranger().get(large.api() + list + "limit=25" + cursor, token));
            page.path("items").forEach(item -> paged.add(item.path("id").asString()));
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : null;
        }

        assertThat(paged)
                .containsExactlyElementsOf(whole)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(MANY);
    }

    private List<String> ids(String path, String[] token) {
        var ids = new ArrayList<String>();
        town.body(town.stranger().get(path, token))
                .path("items")
                .forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    @Test
    void organizationsAreListedPageByPageWithTheirPlansAtOnce() {
        var ada = town.account("ada");
        for (var name : List.of("zebra", "alpha", "Middle")) {
            town.accept(town.found(name.toLowerCase(Locale.ROOT)), ada, "ADMIN");
        }
        var visitor = town.signIn(ada);
        var one = statementsFor(visitor, "/api/v1/organizations?limit=1");

        var all = statementsFor(visitor, "/api/v1/organizations");

        assertThat(all).isEqualTo(one);
        var names = new ArrayList<String>();
        var cursor = "";
        for (var pages = 0; cursor != null && pages < 5; pages++) {
            var page = town.body(visitor.get("/api/v1/organizations?limit=1" + cursor));
            assertThat(page.path("total").asInt()).isEqualTo(3);
            page.path("items").forEach(item -> names.add(item.path("name").asString()));
            assertThat(page.at("/items/0/plan/used").asInt()).isEqualTo(2);
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : null;
        }
        assertThat(names).containsExactly("alpha", "middle", "zebra");
    }

    @Test
    void theOperatorsListCostsAsMuchWithAllAsWithOne() {
        statements.forget();
        town.stranger().get("/api/v1/operator/organizations?limit=1", Town.bearer(Town.OPERATOR));
        var one = statements.statements().size();
        statements.forget();

        town.stranger().get("/api/v1/operator/organizations?limit=200", Town.bearer(Town.OPERATOR));

        assertThat(statements.statements()).hasSize(one);
    }

    @Test
    void whatIsAddedMeanwhileMovesNoLaterPage() {
        var token = Town.bearer(large.token());
        var first = town.body(town.stranger().get(large.api() + "/invitations?limit=25", token));
        var next = "/invitations?limit=25&cursor=" + first.path("next").asString();
        var before = ids(large.api() + next, token);
        town.invite(large, "late@large.test", "MEMBER");

        var after = ids(large.api() + next, token);

        assertThat(after).isEqualTo(before);
    }
}
