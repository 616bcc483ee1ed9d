package app.foyer.people;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Sql;
import app.foyer.invitation.Backstage;
import app.foyer.invitation.Scene;
import app.foyer.organization.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class MemberWordsTest {
    private static final int MANY = 1000;

    private final Scene scene = new Scene();
    private final People people = Backstage.bean(People.class);
    private final MemberStore members = Backstage.bean(MemberStore.class);
    private final MemberWords words = Backstage.bean(MemberWords.class);
    private final JdbcClient db = Backstage.bean(JdbcClient.class);
    private final OrganizationId acme = scene.acme.id();

    private int number;

    private Member joins(String name) {
        return joins(name, "someone" + number++);
    }

    private Member joins(String name, String local) {
        var account = scene.account(name, scene.address(local));
        var id = people.join(acme, account, Access.of(OrgRole.MEMBER, List.of()), NOW);
        return members.find(acme, id).orElseThrow();
    }

    private Optional<PeopleStore.Found> find(String q) {
        var search = new PeopleSearch(q, Optional.empty(), Optional.empty(), PeopleSearch.Sort.NAME);
        return words.find(acme, search, Optional.empty(), 99, 99);
    }

    private List<String> found(String q) {
        return find(q).orElseThrow().page().stream()
                .map(keyed -> keyed.row().name())
                .toList();
    }

    private List<String> kept() {
        return db.sql("select word from member_word where organization_id = :acme")
                .param("acme", acme.value())
                .query((row, _) -> row.getString("word"))
                .list();
    }

    private void clear() {
        Integer cleared;
        do {
            cleared = scene.transaction.execute(_ -> words.clear(NOW, MANY));
        } while (cleared == MANY);
    }

    @ParameterizedTest
    @CsvSource({
        "Imogen Tanaka,           tanaka",
        "Imogen Tanaka,           ana",
        "Imogen Tanaka,           IMOGEN",
        "Imogen Tanaka,           someone",
        "Imogen Tanaka,           test",
        "Jürgen Weiß-Müller,     müll",
        "Jürgen Weiß-Müller,     weiß",
        "Łukasz O'Brien_Żak,     brien",
        "Łukasz O'Brien_Żak,     łuk",
        "Łukasz O'Brien_Żak,     żak",
        "Zoë4Ever,               ever",
        "Zoë4Ever,               zoë",
        "王小明先生,              小明先",
        "Mia👩‍🚀Moon,             a👩‍🚀m",
        "Anna Anna (Anna),       anna",
    })
    void whoHasAWordWithThePieceIsFoundOnce(String name, String q) {
        joins(name);

        assertThat(found(q)).containsOnlyOnce(name);
        assertThat(find(q).orElseThrow().number()).isEqualTo(found(q).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "an", "小明", "o'brien", "tanaka.bo", "ann a", "anna4", "4567", "%nn", "a_a", "ann\\"})
    void whatIsShortOrNoPieceOfAWordIsFoundOtherwise(String q) {
        joins("Anna O'Brien");

        assertThat(find(q)).isEmpty();
    }

    @Test
    void aPieceOfManyWordsIsFoundOtherwise() {
        var last = IntStream.rangeClosed('a', 'a' + MemberWords.MOST)
                .mapToObj(letter -> joins("Xylo" + (char) letter))
                .toList()
                .getLast();
        assertThat(find("xylo")).isEmpty();

        members.delete(acme, last.id());
        clear();

        assertThat(found("xylo")).hasSize(MemberWords.MOST);
    }

    @Test
    void whoeverTakesAnotherNameIsFoundByThatOne() {
        var imogen = joins("Imogen Tanaka");
        var other = joins("Bo Tanaka");

        members.rename(imogen.account(), "Hana Quist");

        assertThat(found("imogen")).isEmpty();
        assertThat(found("tanaka")).containsExactly(other.name());
        assertThat(found("quist")).containsExactly("Hana Quist");
    }

    @Test
    void whoeverTakesAnotherAddressIsFoundByThatOne() {
        var imogen = joins("Imogen Tanaka");

        db.sql("update member set email = 'marvel@elsewhere.example' where id = :id")
                .param("id", imogen.id().value())
                .update();

        assertThat(found("marv")).containsExactly("Imogen Tanaka");
        assertThat(found("someone")).isEmpty();
        assertThat(found("imogen")).containsExactly("Imogen Tanaka");
    }

    // They were somebody's name.
    @Test
    void wordsThatNobodyHasAnyMoreGo() {
        var imogen = joins("Imogen Tanaka");
        joins("Bo Tanaka");
        members.delete(acme, imogen.id());
        assertThat(found("imogen")).isEmpty();
        assertThat(kept()).contains("imogen");

        clear();

        assertThat(kept()).contains("tanaka", "someone").doesNotContain("imogen");
        assertThat(found("tanaka")).containsExactly("Bo Tanaka");
    }

    @Test
    void aWordThatIsTakenUpAgainStays() {
        members.delete(acme, joins("Imogen Tanaka").id());
        joins("Imogen Quist");

        clear();

        assertThat(found("imogen")).containsExactly("Imogen Quist");
        assertThat(kept()).containsOnlyOnce("imogen").doesNotContain("tanaka");
    }

    @RepeatedTest(5)
    void noneGoesOnWhichSomebodyReliesWhoIsJustComingIn() throws Exception {
        members.delete(acme, joins("Imogen Tanaka").id());
        var barrier = new CyclicBarrier(2);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var coming = thread.submit(() -> {
                scene.transaction.executeWithoutResult(_ -> {
                    joins("Imogen Quist");
                    meet(barrier);
                    meet(barrier);
                });
                return null;
            });
            meet(barrier);
            clear();
            assertThat(kept()).contains("imogen", "tanaka");
            meet(barrier);
            coming.get();
        }
        clear();

        assertThat(found("imogen")).containsExactly("Imogen Quist");
        assertThat(kept()).doesNotContain("tanaka");
    }

    @RepeatedTest(5)
    void manyWhoComeAndGoAtOnceLeaveWhatIsTheirs() throws Exception {
        var names = List.of("Imogen Tanaka", "Imogen Quist", "Bo Tanaka", "Hana Imogen");
        var runners = 8;
        var barrier = new CyclicBarrier(runners);
        try (var threads = Executors.newFixedThreadPool(runners)) {
            var all = IntStream.range(0, runners)
                    .mapToObj(runner -> threads.submit(() -> {
                        meet(barrier);
                        comeAndGo(names, runner);
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        clear();

        assertThat(found("imogen")).hasSize(runners).allMatch(name -> name.equals("Imogen Left"));
        assertThat(found("left")).hasSize(runners);
        assertThat(kept()).contains("imogen", "left").doesNotContain("tanaka", "quist", "hana");
    }

    @Test
    void whoLeavesWaitsForNobodyWhoLeavesToo() throws Exception {
        var first = joins("Imogen Tanaka");
        var second = joins("Bo Tanaka");
        var barrier = new CyclicBarrier(2);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var leaving = thread.submit(() -> scene.transaction.executeWithoutResult(_ -> {
                members.delete(acme, first.id());
                meet(barrier);
                meet(barrier);
            }));
            meet(barrier);
            scene.transaction.executeWithoutResult(_ -> {
                db.sql("set local lock_timeout = '2s'").update();
                members.delete(acme, second.id());
            });
            meet(barrier);
            leaving.get();
        }
        clear();

        assertThat(found("tanaka")).isEmpty();
        assertThat(kept()).doesNotContain("tanaka", "imogen");
    }

    @Test
    void aChangeOfAllOrganizationsHasRoomForItsLocks() {
        var locks = scene.transaction.execute(status -> {
            status.setRollbackOnly();
            db.sql("""
                    with o as (insert into organization (id, slug, name, created_at)
                               select gen_random_uuid(), left(md5(random()::text), 20), 'Many', :now
                                 from generate_series(1, 1000)
                               returning id)
                    insert into member (organization_id, id, account_id, name, email, org_role, joined_at)
                    select o.id, gen_random_uuid(), :account, 'Imogen', 'imogen@many.test', 'MEMBER', :now from o
                    """)
                    .param("account", scene.ada.member().account().value())
                    .param("now", Sql.at(NOW))
                    .update();
            return db.sql("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                    .query(Integer.class)
                    .single();
        });

        assertThat(locks).isBetween(1, 64);
    }

    private void comeAndGo(List<String> names, int runner) {
        for (var round = 0; round < 5; round++) {
            var name = names.get((runner + round) % names.size());
            var member = joins(name, "runner-" + runner + "-" + round);
            if (round == 0) {
                members.rename(member.account(), "Imogen Left");
            } else {
                members.delete(acme, member.id());
            }
            if (runner == 0) {
                clear();
            }
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
