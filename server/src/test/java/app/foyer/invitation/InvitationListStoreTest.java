package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.LionsShare;
import app.foyer.database.Sql;
import app.foyer.people.GrantStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A word that many of the newest have is met among them, others are looked up, too many of these are met after all:
/// either way the list is what it says, newest first.
class InvitationListStoreTest {
    private static final int CROWD = 9000;
    private static final int MOST = 1001;
    private static final List<String> WORDS = List.of(
            "",
            "crowd",
            "ow",
            "w",
            "tenth",
            "early",
            "early-",
            "late",
            "-late",
            "crowd.4321",
            "crowd.43",
            "d.4",
            "z9",
            "nobody",
            "%",
            "_",
            "\\",
            "a.b");

    private final Scene scene = new Scene();
    private final JdbcClient db = Backstage.bean(JdbcClient.class);
    private InvitationListStore store = Backstage.bean(InvitationListStore.class);

    // The first 4,000 are early, the last 300 late, a tenth of all has "tenth". Some that are pending are so too late.
    @BeforeEach
    void crowd() {
        db.sql("""
                insert into invitation (organization_id, id, email, email_key, org_role, locale, invited_by, status,
                                        created_at, expires_at, accepted_at, canceled_at, delivery_state, delivery_reason)
                select :organization, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, email, email, 'MEMBER', 'en', :by,
                       status, :now, :now::timestamptz + (case when n % 7 = 0 then -1 else 1 end) * interval '1 day',
                       case when status = 'ACCEPTED' then :now::timestamptz end,
                       case when status = 'CANCELED' then :now::timestamptz end,
                       case when n % 4 = 0 then 'FAILED' when n % 4 = 1 then 'QUEUED' else 'SENT' end,
                       case when n % 8 = 0 then 'no such mailbox' end
                  from generate_series(1, :crowd) as n
                 cross join lateral (
                    select 'crowd.' || n || case when n <= 4000 then '-early' when n > 8700 then '-late' else '' end
                               || case when n % 10 = 0 then '+tenth' else '' end || '@guests.example' as email,
                           (array['PENDING', 'PENDING', 'ACCEPTED', 'EXPIRED', 'CANCELED'])[1 + n % 5] as status) as e
                """)
                .param("organization", scene.acme.id().value())
                .param("by", scene.ada.member().account().value())
                .param("crowd", CROWD)
                .param("now", Sql.at(NOW))
                .update();
    }

    @Test
    void aWordIsFoundWhereverItStands() {
        var all = all();
        for (var q : WORDS) {
            isWhatItSays(new InvitationSearch(q, Optional.empty(), Optional.empty()), all);
        }
    }

    // PostgreSQL notes how large a table is when it looks at it next; here it is told.
    @Test
    void soItIsAmongVeryMany() {
        var all = all();
        db.sql("update pg_class set reltuples = 1000000 where oid = 'invitation'::regclass")
                .update();

        for (var q : WORDS) {
            isWhatItSays(new InvitationSearch(q, Optional.empty(), Optional.empty()), all);
            isWhatItSays(new InvitationSearch(q, Optional.of(InvitationStatus.PENDING), Optional.empty()), all);
        }
        db.sql("analyze invitation").update();
    }

    @Test
    void soItIsWhereNearlyAllOfTheTableIsItsOwn() {
        var all = all();
        db.sql("analyze invitation").update();
        var share = new LionsShare(db, 0, 0);
        assertThat(share.of(scene.acme.id().value(), "invitation", "i"))
                .isEqualTo("(i.organization_id = :organization) is true");
        store = new InvitationListStore(db, Backstage.bean(FreshPlans.class), share, Backstage.bean(GrantStore.class));

        for (var q : WORDS) {
            isWhatItSays(new InvitationSearch(q, Optional.empty(), Optional.empty()), all);
            isWhatItSays(new InvitationSearch(q, Optional.of(InvitationStatus.EXPIRED), Optional.empty()), all);
        }
        assertThat(store.count(
                        scene.globex.id(),
                        new InvitationSearch("crowd", Optional.empty(), Optional.empty()),
                        MOST,
                        NOW))
                .isZero();
    }

    @Test
    void soItIsOfEachStatusAndDelivery() {
        var all = all();
        for (var q : List.of("", "ow", "tenth", "early", "late", "crowd.43", "nobody")) {
            for (var status : InvitationStatus.values()) {
                isWhatItSays(new InvitationSearch(q, Optional.of(status), Optional.empty()), all);
            }
            for (var delivery : DeliveryFilter.values()) {
                isWhatItSays(new InvitationSearch(q, Optional.empty(), Optional.of(delivery)), all);
                isWhatItSays(
                        new InvitationSearch(q, Optional.of(InvitationStatus.PENDING), Optional.of(delivery)), all);
            }
        }
    }

    @Test
    void whatIsKnownToBeManyIsNotCountedAgain() {
        var all = InvitationSearch.all();
        var counting = statements(() -> look(all, MOST));

        var again = statements(() -> assertThat(look(all, MOST)).isEqualTo(MOST));
        var alone = statements(
                () -> assertThat(store.count(scene.acme.id(), all, MOST, NOW)).isEqualTo(MOST));

        assertThat(counting).anyMatch(sql -> sql.contains("count(*)"));
        assertThat(again).isNotEmpty().noneMatch(sql -> sql.contains("count(*)"));
        assertThat(alone).isEmpty();
        assertThat(store.count(scene.acme.id(), all, 2 * CROWD, NOW)).isEqualTo(CROWD);
        assertThat(store.count(scene.globex.id(), all, MOST, NOW)).isZero();
    }

    @Test
    void aWordThatManyAreKnownToHaveIsNotCountedAgain() {
        var crowd = new InvitationSearch("Crowd", Optional.empty(), Optional.empty());
        var first = store.find(scene.acme.id(), crowd, Optional.empty(), 51, MOST, NOW);

        var again = statements(() -> assertThat(look(crowd, MOST)).isEqualTo(MOST));
        var further = statements(() -> assertThat(store.find(
                                scene.acme.id(),
                                crowd,
                                Optional.of(first.page().getLast().cursor()),
                                51,
                                MOST,
                                NOW)
                        .number())
                .isEqualTo(MOST));

        assertThat(again).hasSize(3).noneMatch(sql -> sql.contains("limit " + MOST));
        assertThat(further).hasSize(3);
        assertThat(look(crowd, 2 * CROWD)).isEqualTo(CROWD);
        var canceled = new InvitationSearch("crowd", Optional.of(InvitationStatus.CANCELED), Optional.empty());
        var failed = new InvitationSearch("crowd", Optional.empty(), Optional.of(DeliveryFilter.NOT_DELIVERED));
        assertThat(look(canceled, 2 * CROWD)).isEqualTo(CROWD / 5);
        assertThat(look(failed, 2 * CROWD)).isEqualTo(CROWD / 8);
        assertThat(store.count(scene.globex.id(), crowd, MOST, NOW)).isZero();
    }

    private int look(InvitationSearch search, int most) {
        return store.find(scene.acme.id(), search, Optional.empty(), 51, most, NOW)
                .number();
    }

    private static List<String> statements(Runnable work) {
        return Backstage.bean(CountedStatements.class).during(work);
    }

    private void isWhatItSays(InvitationSearch search, List<Invitation> all) {
        var expected = all.stream()
                .filter(invitation -> matches(invitation, search))
                .map(Invitation::id)
                .toList();
        var first = store.find(scene.acme.id(), search, Optional.empty(), 51, MOST, NOW);

        assertThat(ids(first.page())).as("%s", search).isEqualTo(expected.subList(0, Math.min(expected.size(), 51)));
        assertThat(first.number()).as("%s", search).isEqualTo(Math.min(expected.size(), MOST));
        assertThat(store.count(scene.acme.id(), search, MOST, NOW)).isEqualTo(first.number());
        assertThat(pages(search, first.number())).as("%s", search).isEqualTo(expected);
    }

    private static boolean matches(Invitation invitation, InvitationSearch search) {
        var delivery = invitation.delivery();
        return invitation.email().key().toLowerCase(Locale.ROOT).contains(search.q())
                && search.status()
                        .map(status -> invitation.status(NOW) == status)
                        .orElse(true)
                && search.delivery()
                        .map(filter -> switch (filter) {
                            case QUEUED -> delivery.state() == Delivery.State.QUEUED;
                            case SENT -> delivery.state() == Delivery.State.SENT;
                            case FAILED -> delivery.state() == Delivery.State.FAILED && delivery.reason() != null;
                            case NOT_DELIVERED -> delivery.reason() != null;
                        })
                        .orElse(true);
    }

    private List<Invitation> all() {
        return store.find(scene.acme.id(), InvitationSearch.all(), Optional.empty(), CROWD * 2, 0, NOW).page().stream()
                .map(Keyed::row)
                .toList();
    }

    private List<InvitationId> pages(InvitationSearch search, int number) {
        var found = new ArrayList<InvitationId>();
        var after = Optional.<Cursor>empty();
        while (true) {
            var further = store.find(scene.acme.id(), search, after, 900, MOST, NOW);
            assertThat(further.number()).as("%s, further on", search).isEqualTo(number);
            var page = further.page();
            found.addAll(ids(page));
            if (page.size() < 900) {
                return found;
            }
            after = Optional.of(page.getLast().cursor());
        }
    }

    private static List<InvitationId> ids(List<Keyed<Invitation>> page) {
        return page.stream().map(keyed -> keyed.row().id()).toList();
    }
}
