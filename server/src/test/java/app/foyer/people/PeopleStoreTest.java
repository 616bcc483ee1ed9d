package app.foyer.people;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.LionsShare;
import app.foyer.database.Sql;
import app.foyer.invitation.Backstage;
import app.foyer.invitation.Scene;
import app.foyer.organization.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A word that many have is met on the way through the list, and who has a rare one is fetched: either way the list is
/// what it says, in its order.
class PeopleStoreTest {
    private static final int PEOPLE = 23;
    private static final int CROWD = 6500;
    private static final int MOST = 1001;

    private final Scene scene = new Scene();
    private final People people = Backstage.bean(People.class);
    private final JdbcClient db = Backstage.bean(JdbcClient.class);
    private PeopleStore store = Backstage.bean(PeopleStore.class);

    static Stream<Arguments> searches() {
        return Stream.of("", "erson", "on", "1", "nobody", "%", "_", "\\", "n 1", " 1", "-", ".te", "@", "1-")
                .flatMap(q -> Stream.of(Optional.<OrgRole>empty(), Optional.of(OrgRole.GUEST))
                        .flatMap(role -> Stream.of(PeopleSearch.Sort.values())
                                .map(sort -> Arguments.of(new PeopleSearch(q, role, Optional.empty(), sort)))));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void aFewAreFoundPageByPage(PeopleSearch search) {
        for (var i = 0; i < PEOPLE; i++) {
            var account = scene.account("Person " + (i * 7 % PEOPLE), scene.address("person" + i));
            var role = i % 3 == 0 ? OrgRole.MEMBER : OrgRole.GUEST;
            people.join(scene.acme.id(), account, Access.of(role, List.of()), NOW.plusSeconds(i % 5));
        }
        var expected = matching(search, everybody(search.sort()));

        assertThat(pages(search, 100)).isEqualTo(expected);
        assertThat(pages(search, 4)).isEqualTo(expected);
        assertThat(store.count(scene.acme.id(), search, MOST)).isEqualTo(expected.size());
        assertThat(store.find(scene.acme.id(), search, Optional.empty(), 4, MOST)
                        .number())
                .isEqualTo(expected.size());
    }

    @Test
    void soAreManyWhereverTheyStand() {
        crowd();

        for (var sort : PeopleSearch.Sort.values()) {
            areWhatTheySay(sort);
        }
    }

    @Test
    void soAreTheyWhereNearlyAllOfTheTableAreTheOrganizationsOwn() {
        crowd();
        db.sql("analyze member").update();
        var share = new LionsShare(db, 0, 0);
        assertThat(share.of(scene.acme.id().value(), "member", "m"))
                .isEqualTo("(m.organization_id = :organization) is true");
        store = new PeopleStore(
                db,
                Backstage.bean(FreshPlans.class),
                share,
                Backstage.bean(MemberWords.class),
                Backstage.bean(GrantStore.class));

        areWhatTheySay(PeopleSearch.Sort.JOINED);
        var crowd = new PeopleSearch("crowd-", Optional.empty(), Optional.empty(), PeopleSearch.Sort.NAME);
        assertThat(store.count(scene.globex.id(), crowd, MOST)).isZero();
    }

    private void areWhatTheySay(PeopleSearch.Sort sort) {
        var all = everybody(sort);
        for (var q : List.of(
                "crowd", "ow", "w", "tenth", "early", "ea", "late", "la", "9", "crowd-4321", "crowd-43", "nobody")) {
            isWhatItSays(new PeopleSearch(q, Optional.empty(), Optional.empty(), sort), all);
        }
    }

    @Test
    void soAreThoseWhoReachAnApplicationOfManyOrOfFew() {
        crowd();
        grant(scene.storefront, 2);
        grant(scene.blog, 500);

        for (var sort : List.of(PeopleSearch.Sort.NAME, PeopleSearch.Sort.SEEN_DESCENDING)) {
            var all = everybody(sort);
            for (var q : List.of("", "ow", "tenth", "late", "crowd-4321", "nobody")) {
                for (var application : List.of(scene.storefront, scene.blog)) {
                    for (var role : List.of(Optional.<OrgRole>empty(), Optional.of(OrgRole.GUEST))) {
                        isWhatItSays(new PeopleSearch(q, role, Optional.of(application.id()), sort), all);
                    }
                }
            }
        }
    }

    // Trigrams end at what is no letter: taken as it stands, "herd-43" would ask for "herd" and for a word that begins
    // with 43, which each address of this domain has.
    @Test
    void whatStandsBetweenWordsIsLookedUpToo() {
        crowd();
        db.sql(
                        "update member set email = replace(replace(email, 'crowd', 'herd'), '@', '@43.') where organization_id = :o")
                .param("o", scene.acme.id().value())
                .update();

        var plan = scene.transaction.execute(_ -> {
            db.sql("set local enable_seqscan = off").update();
            return db.sql("""
                    explain (analyze, costs off, timing off)
                    select id from member where search like as_letters('%herd-43%')
                    """).query(String.class).list();
        });

        assertThat(plan).anyMatch(line -> line.matches(".*Bitmap Index Scan on member_search .*rows=111\\b.*"));
    }

    private void isWhatItSays(PeopleSearch search, List<Member> all) {
        var expected = matching(search, all);
        var first = store.find(scene.acme.id(), search, Optional.empty(), 51, MOST);

        assertThat(ids(first.page())).as("%s", search).isEqualTo(start(expected, 51));
        assertThat(first.number()).as("%s", search).isEqualTo(Math.min(expected.size(), MOST));
        assertThat(store.count(scene.acme.id(), search, MOST)).isEqualTo(first.number());
        assertThat(pages(search, 900)).as("%s", search).isEqualTo(expected);
    }

    // In the order of names: those with "early" first, a tenth of all with "tenth", "late" at the end, "last" for a few
    // of them. Two thirds are guests.
    private void crowd() {
        db.sql("""
                with people as (
                    insert into account (id, name, email, created_at)
                    select gen_random_uuid(),
                           case when n <= 900 then 'Aaa early ' when n > 4900 then 'Zzz late ' else 'Mmm ' end || n
                               || case when n % 10 = 0 then ' tenth' when n > 6000 then ' last' else '' end,
                           'crowd-' || n || '@' || :organization || '.test', :now
                      from generate_series(1, :crowd) as n
                    returning id, name, email)
                insert into member (organization_id, id, account_id, name, email, org_role, joined_at, last_seen_at)
                select :organization, gen_random_uuid(), id, name, email,
                       case when hashtext(name) % 3 = 0 then 'MEMBER' else 'GUEST' end,
                       :now::timestamptz + hashtext(email) % 1000 * interval '1 hour',
                       case when hashtext(name) % 3 = 0 then :now end
                  from people
                """)
                .param("organization", scene.acme.id().value())
                .param("crowd", CROWD)
                .param("now", Sql.at(NOW))
                .update();
    }

    private void grant(Application application, int oneOf) {
        db.sql("""
                insert into app_grant (organization_id, member_id, application_id, app_role)
                select organization_id, id, :application, 'READ'
                  from member
                 where organization_id = :organization and org_role = 'GUEST'
                   and hashtext(id::text) % :oneOf = 0
                """)
                .param("organization", scene.acme.id().value())
                .param("application", application.id().value())
                .param("oneOf", oneOf)
                .update();
    }

    private List<Member> everybody(PeopleSearch.Sort sort) {
        var all = new PeopleSearch("", Optional.empty(), Optional.empty(), sort);
        return store.page(scene.acme.id(), all, Optional.empty(), CROWD * 2).stream()
                .map(Keyed::row)
                .toList();
    }

    private static List<MemberId> matching(PeopleSearch search, List<Member> all) {
        return all.stream()
                .filter(member -> search.orgRole().isEmpty()
                        || member.orgRole() == search.orgRole().get())
                .filter(member -> search.application().isEmpty()
                        || member.orgRole() != OrgRole.GUEST
                        || member.appGrants().stream()
                                .anyMatch(grant -> grant.application()
                                        .id()
                                        .equals(search.application().get())))
                .filter(member -> (member.name() + " " + member.email())
                        .toLowerCase(Locale.ROOT)
                        .contains(search.q()))
                .map(Member::id)
                .toList();
    }

    private List<MemberId> pages(PeopleSearch search, int limit) {
        var found = new ArrayList<MemberId>();
        var after = Optional.<Cursor>empty();
        while (true) {
            var further = store.find(scene.acme.id(), search, after, limit, MOST);
            assertThat(further.number())
                    .as("%s, further on", search)
                    .isEqualTo(store.count(scene.acme.id(), search, MOST));
            var page = further.page();
            found.addAll(ids(page));
            if (page.size() < limit) {
                return found;
            }
            after = Optional.of(page.getLast().cursor());
        }
    }

    private static List<MemberId> ids(List<Keyed<Member>> page) {
        return page.stream().map(keyed -> keyed.row().id()).toList();
    }

    private static <T> List<T> start(List<T> whole, int length) {
        return whole.subList(0, Math.min(whole.size(), length));
    }
}
