package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.invitation.FuzzedNames;
import app.foyer.web.Town.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Ten thousand names each of organizations, people and applications, on the pages that list them and from one of these
/// to the next: each comes out as it is, once, and its row is made of what any other row is.
@WholeHouseTest
class NamesOnPagesTest {
    private static final int NAMES = 10_000;
    private static final int OF_ONE_PERSON = 500;
    private static final int ON_A_PAGE = 50;

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
    }

    private UUID organization() {
        return UUID.fromString(acme.id());
    }

    private static String[] distinct(int seed, Function<FuzzedNames, Supplier<String>> kind) {
        var names = new LinkedHashSet<String>();
        Stream.generate(kind.apply(new FuzzedNames(seed)))
                .takeWhile(_ -> names.size() < NAMES)
                .forEach(names::add);
        return names.toArray(String[]::new);
    }

    @Test
    void ofPeople() {
        var names = distinct(11, n -> n::person);
        var ada = town.join(acme, "ada", "ADMIN");
        db.sql("""
                with people as (select gen_random_uuid() as id, name from unnest(:names::text[]) as name),
                     accounts as (insert into account (id, name, email, created_at)
                                  select id, name, id || '@acme.test', now() from people)
                insert into member (organization_id, id, account_id, name, email, org_role, joined_at)
                select :organization, gen_random_uuid(), id, name, id || '@acme.test', 'GUEST', now() from people
                """).param("organization", organization()).param("names", names).update();

        assertThat(listed(ada.visitor(), acme.pages() + "/people?orgRole=GUEST", "#list tbody", "td .who b bdi"))
                .containsExactlyInAnyOrder(names);
    }

    @Test
    void ofApplications() {
        var names = distinct(12, n -> n::thing);
        var ada = town.join(acme, "ada", "ADMIN");
        db.sql("""
                insert into application (organization_id, id, slug, name, kind, created_at)
                select :organization, gen_random_uuid(), 'app-' || n, name, 'OTHER', now()
                  from unnest(:names::text[]) with ordinality as named(name, n)
                """).param("organization", organization()).param("names", names).update();

        assertThat(listed(ada.visitor(), acme.pages(), "#list ul.cards", ".who b bdi"))
                .contains(names);
    }

    @Test
    void ofOrganizations() {
        var names = List.of(distinct(13, n -> n::thing));
        var cards = new ArrayList<String>();
        var switcher = new ArrayList<String>();
        var sizes = new HashSet<Integer>();
        for (var from = 0; from < NAMES; from += OF_ONE_PERSON) {
            var email = town.account("nora");
            join(email, names.subList(from, from + OF_ONE_PERSON));

            var page = page(town.signIn(email), "/?all");

            cards.addAll(names(page, "ul.cards .who b bdi"));
            switcher.addAll(names(page, "nav.choices a bdi"));
            sizes.add(page.getAllElements().size());
        }
        assertThat(cards).containsExactlyInAnyOrderElementsOf(names);
        assertThat(switcher).containsExactlyInAnyOrderElementsOf(names);
        assertThat(sizes).hasSize(1);
    }

    private void join(String email, List<String> organizations) {
        db.sql("""
                with named as (select gen_random_uuid() as id, name from unnest(:names::text[]) as name),
                     founded as (insert into organization (id, slug, name, created_at)
                                 select id, id::text, name, now() from named),
                     directory as (insert into organization_slug (slug, organization_id) select id::text, id from named)
                insert into member (organization_id, id, account_id, name, email, org_role, joined_at)
                select named.id, gen_random_uuid(), account.id, account.name, account.email, 'GUEST', now()
                  from named, account
                 where account.email = :email
                """)
                .param("names", organizations.toArray(String[]::new))
                .param("email", email)
                .update();
    }

    /// What all pages of a list name. Full ones are made of as many elements.
    private List<String> listed(Visitor visitor, String path, String list, String name) {
        var listed = new ArrayList<String>();
        var sizes = new HashSet<Integer>();
        var next = path;
        while (!next.isEmpty()) {
            var page = page(visitor, next);
            var names = names(page, list + " " + name);
            if (names.size() == ON_A_PAGE) {
                sizes.add(page.expectFirst(list).getAllElements().size());
            }
            listed.addAll(names);
            next = page.select(".foot a[rel=next]").attr("href");
        }
        assertThat(sizes).hasSize(1);
        return listed;
    }

    private static Document page(Visitor visitor, String path) {
        var answer = visitor.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        var page = Jsoup.parse(answer.body());
        assertThat(page.select("script:not([src])")).isEmpty();
        return page;
    }

    private static List<String> names(Document page, String place) {
        return page.select(place).stream().map(Element::wholeText).toList();
    }
}
