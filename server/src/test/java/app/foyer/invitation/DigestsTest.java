package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import app.foyer.people.Acting;
import app.foyer.people.NoticeKind;
import app.foyer.people.NoticePace;
import app.foyer.people.Notices.Notice;
import app.foyer.people.OrgRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What happens in a day comes in one e-mail.
class DigestsTest {
    private static final Instant EVENING = Instant.parse("2026-11-23T18:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");

    private final Scene scene = new Scene();

    @BeforeEach
    void adaWantsOneADay() {
        scene.notices.choose(scene.ada, NoticePace.DAILY);
    }

    // One database for all tests of this package: what waits here would be sent in another's.
    @AfterEach
    void nothingWaits() {
        scene.db.sql("delete from notice").update();
    }

    private void happens(String about, Instant now) {
        happens(scene.ada, about, now);
    }

    private void happens(Acting toldTo, String about, Instant now) {
        var notice = new Notice(toldTo.member().account().value(), UUID.randomUUID(), about, null);
        scene.transaction.executeWithoutResult(_ ->
                scene.notices.tell(toldTo.organization().id(), NoticeKind.INVITATION_EXPIRED, List.of(notice), now));
    }

    private List<QueuedMail> queued() {
        return scene.queue(scene.acme);
    }

    private Letter letter(Instant now) {
        return Objects.requireNonNull(
                scene.letters(scene.acme, now).get(scene.ada.member().email()));
    }

    @Test
    void nothingIsSentBeforeEightInTheMorning() {
        happens("nora@x.test", EVENING);

        scene.digests.sendAll(EVENING);
        scene.digests.sendAll(MORNING.minusMillis(1));

        assertThat(queued()).isEmpty();
    }

    @Test
    void allOfADayComesInOneLetter() {
        happens("nora@x.test", EVENING);
        happens("olga@x.test", EVENING.plusSeconds(60));

        scene.digests.sendAll(MORNING);
        scene.digests.sendAll(MORNING.plusSeconds(30));

        assertThat(queued())
                .extracting(QueuedMail::recipient)
                .containsExactly(scene.ada.member().email());
        assertThat(letter(MORNING).subject()).isEqualTo("acme: 2 notices");
        assertThat(letter(MORNING).text()).contains("nora@x.test", "olga@x.test", "/account");
    }

    @Test
    void aDayWithoutNewsBringsNoLetter() {
        scene.digests.sendAll(MORNING);

        assertThat(queued()).isEmpty();
    }

    @Test
    void theMorningIsThatOfTheOrganization() {
        scene.db
                .sql("update organization set time_zone = 'America/New_York' where id = :id")
                .param("id", scene.acme.id().value())
                .update();
        happens("nora@x.test", EVENING);

        scene.digests.sendAll(MORNING.plus(Duration.ofHours(5)).minusMillis(1));
        assertThat(queued()).isEmpty();

        scene.digests.sendAll(MORNING.plus(Duration.ofHours(5)));
        assertThat(queued()).hasSize(1);
    }

    @Test
    void afterAMonthWithoutJobsOneLetterTellsItAll() {
        happens("nora@x.test", EVENING);
        happens("olga@x.test", EVENING.plus(Duration.ofDays(20)));
        var monthLater = MORNING.plus(Duration.ofDays(30)).plus(Duration.ofHours(3));

        scene.digests.tidy(monthLater);
        scene.digests.sendAll(monthLater);
        scene.digests.tidy(monthLater);

        assertThat(queued()).hasSize(1);
        assertThat(letter(monthLater).text()).contains("nora@x.test", "olga@x.test");
    }

    @Test
    void thereIsOneADayEvenIfTheFirstIsLate() {
        happens("nora@x.test", EVENING);
        var earlyNextDay = MORNING.plus(Duration.ofHours(23));
        happens("olga@x.test", earlyNextDay.minusSeconds(1));

        scene.digests.sendAll(earlyNextDay);
        happens("pia@x.test", earlyNextDay.plusSeconds(1));
        scene.digests.sendAll(earlyNextDay.plus(Duration.ofHours(2)));

        assertThat(queued()).hasSize(1);
        assertThat(letter(earlyNextDay).text())
                .contains("nora@x.test", "olga@x.test")
                .doesNotContain("pia@x.test");

        scene.digests.sendAll(MORNING.plus(Duration.ofDays(2)));
        assertThat(queued()).hasSize(2);
    }

    @Test
    void aClockThatWasAheadHoldsUpNothing() {
        happens("nora@x.test", EVENING.plus(Duration.ofDays(40)));
        scene.digests.sendAll(MORNING.plus(Duration.ofDays(40)));
        assertThat(queued()).hasSize(1);
        happens("olga@x.test", EVENING.plus(Duration.ofDays(40)));

        scene.digests.sendAll(MORNING);

        assertThat(queued()).hasSize(2);
    }

    @Test
    void whoIsNoAdminInTheMorningGetsNone() {
        happens("nora@x.test", EVENING);
        scene.setRole(scene.ada, OrgRole.MEMBER);

        scene.digests.sendAll(MORNING);

        assertThat(scene.letters(scene.acme, MORNING)).isEmpty();
        assertThat(scene.count("notice", scene.acme)).isZero();
    }

    @Test
    void whoHasChosenNoneByTheMorningGetsNone() {
        happens("nora@x.test", EVENING);
        scene.notices.choose(scene.ada, NoticePace.NONE);

        scene.digests.sendAll(MORNING);

        assertThat(scene.letters(scene.acme, MORNING)).isEmpty();
    }

    @Test
    void whatWaitsForSomebodyWhoIsGoneIsForgotten() {
        happens("nora@x.test", EVENING);
        scene.members.leave(scene.ada, EVENING);

        scene.digests.sendAll(MORNING);
        scene.digests.tidy(MORNING);

        assertThat(scene.count("notice", scene.acme)).isZero();
    }

    @Test
    void noticesWhoseLetterIsLostAreForgottenAfterTwoWeeks() {
        happens(scene.grace, "nora@x.test", EVENING);
        happens(scene.grace, "olga@x.test", EVENING);
        scene.db
                .sql(
                        "delete from mail where subject_id = (select max(letter_id::text)::uuid from notice where organization_id = :id)")
                .param("id", scene.acme.id().value())
                .update();

        scene.digests.tidy(EVENING.plus(Duration.ofDays(14)));
        assertThat(scene.count("notice", scene.acme)).isEqualTo(2);
        scene.digests.tidy(EVENING.plus(Duration.ofDays(14)).plusSeconds(1));

        assertThat(scene.count("notice", scene.acme)).isOne();
    }

    @RepeatedTest(5)
    void manyNodesSendEachDigestOnce() throws InterruptedException, ExecutionException {
        scene.notices.choose(scene.grace, NoticePace.DAILY);
        scene.notices.choose(scene.hank, NoticePace.DAILY);
        for (var who : List.of(scene.ada, scene.grace, scene.hank)) {
            happens(who, "nora@x.test", EVENING);
            happens(who, "olga@x.test", EVENING);
        }

        atOnce(8, () -> scene.digests.sendAll(MORNING));

        assertThat(scene.queue(scene.acme, scene.globex))
                .extracting(QueuedMail::recipient)
                .containsExactlyInAnyOrder(
                        scene.ada.member().email(),
                        scene.grace.member().email(),
                        scene.hank.member().email());
        assertThat(letter(MORNING).text()).contains("nora@x.test", "olga@x.test");
    }

    private static void atOnce(int many, Runnable work) throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(many);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < many; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    work.run();
                    return null;
                }));
            }
            for (var each : running) {
                each.get();
            }
        }
    }
}
