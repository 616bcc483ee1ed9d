package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.database.Ids;
import app.foyer.problem.NotFound;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The mailbox's pages. Without its key they don't exist.
@Controller
class MailboxPages {
    static final String COOKIE = "foyer_mailbox";

    // A letter's markup is foreign here: it may look as it likes and be clicked, but not run anything.
    private static final String LETTER_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self';"
                    + " sandbox allow-popups allow-top-navigation-by-user-activation; base-uri 'self'";

    private final Mailbox mailbox;
    private final MailSettings settings;

    MailboxPages(Mailbox mailbox, MailSettings settings) {
        this.mailbox = mailbox;
        this.settings = settings;
    }

    /// Takes the key from the printed link into a cookie, so that it doesn't stay in the address bar.
    @GetMapping(path = "/mailbox", params = "key")
    ResponseEntity<Void> open(@RequestParam String key) {
        requireKey(key);
        var cookie = ResponseCookie.from(COOKIE, key)
                .path("/mailbox")
                .httpOnly(true)
                .sameSite("Strict")
                .secure("https".equals(settings.publicUrl().getScheme()))
                .build();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/mailbox"))
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .cacheControl(CacheControl.noStore())
                .build();
    }

    @GetMapping("/mailbox")
    String list(@CookieValue(name = COOKIE, required = false) @Nullable String key, Model model) {
        requireKey(key);
        model.addAttribute("letters", mailbox.letters());
        return "mail/mailbox";
    }

    @GetMapping("/mailbox/{id}")
    String letter(
            @CookieValue(name = COOKIE, required = false) @Nullable String key, @PathVariable String id, Model model) {
        requireKey(key);
        model.addAttribute("letter", find(id));
        return "mail/mailbox-letter";
    }

    @GetMapping("/mailbox/{id}/html")
    ResponseEntity<String> html(
            @CookieValue(name = COOKIE, required = false) @Nullable String key, @PathVariable String id) {
        requireKey(key);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", LETTER_POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                .body(find(id).htmlForFrame());
    }

    private MailboxLetter find(String id) {
        return Ids.parse(id).flatMap(mailbox::letter).orElseThrow(NotFound::new);
    }

    private void requireKey(@Nullable String key) {
        if (!mailbox.opensWith(key)) {
            throw new NotFound();
        }
    }
}
