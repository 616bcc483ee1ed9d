package app.foyer.invitation;

import app.foyer.mail.Bounce;
import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Trouble;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Tells what became of handing over an invitation's e-mail, in words.
@Component
class Deliveries {
    private final MessageSource messages;

    Deliveries(MessageSource messages) {
        this.messages = messages;
    }

    /// @param at not known yet, as an outcome has no time of its own
    Delivery of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken(var answer) -> new Delivery(Delivery.State.SENT, null, null, null, blankToNull(answer));
            case Outcome.Refused refused -> failed(refused.trouble());
            case Outcome.Delayed delayed -> putOff(delayed.trouble(), delayed.nextTry());
        };
    }

    Delivery of(Bounce bounce) {
        var key = bounce.kind() == Bounce.Kind.COMPLAINT ? "trouble.complaint" : "trouble.bounced";
        return new Delivery(Delivery.State.FAILED, null, say(key, bounce.reason()), null, blankToNull(bounce.reason()));
    }

    private Delivery failed(Trouble trouble) {
        var reason = trouble.cause().isPassing() ? say("trouble.given-up", say(trouble)) : say(trouble);
        return new Delivery(Delivery.State.FAILED, null, reason, null, trouble.words());
    }

    private Delivery putOff(Trouble trouble, Instant nextTry) {
        return new Delivery(Delivery.State.QUEUED, null, say(trouble), nextTry, trouble.words());
    }

    private String say(Trouble trouble) {
        return say(trouble.cause().messageKey(), trouble.words());
    }

    private String say(String key, String words) {
        return messages.getMessage(key, new Object[] {words}, Locale.ENGLISH);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
