package app.foyer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Nothing that was promised is lost when Foyer is killed.
class KillJourneyTest {
    private static final int INVITERS = 4;
    private static final int ENOUGH = 60;

    @Test
    void everyAcknowledgedInvitationOutlivesTheKillAndItsEmailArrives() {
        try (var house = House.acme(Map.of("FOYER_MAIL_RETRY", "PT1S"))) {
            house.mails.slow(Duration.ofMillis(30));

            var acknowledged = killWhileInviting(house);
            var beforeTheStart = house.mails.all().size();
            house.mails.slow(Duration.ZERO);
            house.server.start();

            var committed = invited(house);
            assertThat(committed).containsAll(acknowledged).doesNotHaveDuplicates();
            assertThat(beforeTheStart).isLessThan(committed.size());
            assertThat(committed).allSatisfy(email -> {
                house.mails.invitation(email);
                assertThat(house.mails.to(email)).hasSizeLessThanOrEqualTo(2);
            });
            assertThat(house.mails.all().stream().flatMap(mail -> mail.recipients().stream()))
                    .isSubsetOf(committed);
            Eventually.holds("sent, all of them", Duration.ofSeconds(20), () -> allSent(house));
            assertThat(house.server.stop(Duration.ofSeconds(10))).isEmpty();
        }
    }

    @Test
    void emailsWaitWhileTheMailServerIsDown() {
        try (var house = House.acme(Map.of("FOYER_MAIL_RETRY", "PT1S"))) {
            house.mails.down();
            house.invite("MEMBER", "ann@mail.example", "bo@mail.example");
            assertThat(house.invitation("ann@mail.example")
                            .getAsJsonObject("delivery")
                            .get("state")
                            .getAsString())
                    .isEqualTo("QUEUED");

            house.mails.up();

            house.mails.invitation("ann@mail.example");
            house.mails.invitation("bo@mail.example");
            Eventually.holds("sent, both of them", Duration.ofSeconds(10), () -> allSent(house));
            assertThat(house.mails.all()).hasSize(2);
        }
    }

    private static Collection<String> killWhileInviting(House house) {
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var killed = new AtomicBoolean();
        try (var inviters = Executors.newVirtualThreadPerTaskExecutor()) {
            var inviting = IntStream.range(0, INVITERS)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> invite(house, acknowledged, killed), inviters))
                    .toList();
            Eventually.holds(
                    "invitations",
                    Duration.ofSeconds(60),
                    () -> acknowledged.size() >= ENOUGH || inviting.stream().anyMatch(CompletableFuture::isDone));
            house.server.kill();
            killed.set(true);
            inviting.forEach(CompletableFuture::join);
        }
        return acknowledged;
    }

    private static void invite(House house, Collection<String> acknowledged, AtomicBoolean killed) {
        while (!killed.get()) {
            var email = House.address("survivor");
            try {
                var body = Map.of("emails", List.of(email), "orgRole", "MEMBER");
                house.api.tryPost(house.organization("/invitations"), body).expect(201);
                acknowledged.add(email);
            } catch (IOException unanswered) {
                // Then it may exist or not.
            }
        }
    }

    private static List<String> invited(House house) {
        return house.api.list(house.organization("/invitations")).stream()
                .map(one -> one.get("email").getAsString())
                .collect(Collectors.toList());
    }

    private static boolean allSent(House house) {
        return house.api.list(house.organization("/invitations")).stream()
                .map(one -> one.getAsJsonObject("delivery"))
                .map((JsonObject delivery) -> delivery.get("state").getAsString())
                .allMatch("SENT"::equals);
    }
}
