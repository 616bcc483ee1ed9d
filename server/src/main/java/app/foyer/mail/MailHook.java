package app.foyer.mail;

import app.foyer.database.Ids;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import app.foyer.problem.NotFound;
import app.foyer.problem.TooLarge;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where a mail provider, or a script behind the bounce address, reports e-mails that didn't arrive. Whoever knows the
/// secret is believed.
@RestController
class MailHook {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int LONGEST_REASON = 500;
    private static final Pattern MESSAGE_ID = Pattern.compile("\\s*<?([^@<>\\s]+)@[^<>\\s]+>?\\s*");

    private final Optional<HookSignature> signature;
    private final Bounces bounces;
    private final ReturnPaths returnPaths;
    private final JsonMapper json;
    private final InstantSource clock;

    MailHook(BounceSettings settings, Bounces bounces, ReturnPaths returnPaths, JsonMapper json, InstantSource clock) {
        this.signature = settings.hookSecret().map(HookSignature::new);
        this.bounces = bounces;
        this.returnPaths = returnPaths;
        this.json = json;
        this.clock = clock;
    }

    /// @param messageId the e-mail's `Message-ID`, or else
    /// @param bounceAddress the address that the bounce came to
    record Report(
            @Nullable String messageId,
            @Nullable String bounceAddress,
            Bounce.@Nullable Kind kind,
            @Nullable String reason) {}

    @PostMapping(path = "/hooks/mail", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void report(
            @RequestHeader(name = HookSignature.TIMESTAMP, required = false) @Nullable String timestamp,
            @RequestHeader(name = HookSignature.SIGNATURE, required = false) @Nullable String signed,
            HttpServletRequest request)
            throws IOException {
        var expected = signature.orElseThrow(NotFound::new);
        var now = clock.instant();
        var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new TooLarge();
        }
        expected.check(timestamp, signed, body, now);
        var report = read(body, request);
        var bounce = bounce(report);
        mail(report).ifPresent(id -> bounces.receive(id, bounce, now));
    }

    private Report read(byte[] body, HttpServletRequest request) {
        try {
            return json.readValue(body, Report.class);
        } catch (JacksonException malformed) {
            throw new HttpMessageNotReadableException(
                    "A report can't be read", malformed, new ServletServerHttpRequest(request));
        }
    }

    private static Bounce bounce(Report report) {
        var fields = new Fields();
        var kind = fields.required("/kind", report.kind());
        if (report.messageId() == null && report.bounceAddress() == null) {
            fields.flaw(Flaw.at("/messageId", "flaw.required"));
        }
        fields.check();
        var reason = ForeignWords.of(Objects.requireNonNullElse(report.reason(), ""), LONGEST_REASON);
        return new Bounce(Objects.requireNonNull(kind), reason);
    }

    private Optional<UUID> mail(Report report) {
        if (report.messageId() != null) {
            var id = MESSAGE_ID.matcher(report.messageId());
            return id.matches() ? Ids.parse(id.group(1)) : Optional.empty();
        }
        return Optional.ofNullable(report.bounceAddress()).flatMap(returnPaths::mail);
    }
}
