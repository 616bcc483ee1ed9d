package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.problem.BadSetting;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The mail server, as `smtp://user:secret@host:587` or `smtps://…` (TLS from the first byte) names it.
///
/// @param tlsRequired `?starttls=required`: never speak to it in clear
record SmtpUrl(
        boolean tlsAtOnce,
        boolean tlsRequired,
        String host,
        int port,
        @Nullable String user,
        @Nullable String secret) {
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>smtps?)://((?<user>[^:]*)(:(?<secret>.*))?@)?(?<host>\\[[^]]+]|[^:/?@\\[\\]]+)(:(?<port>\\d{1,5}))?/?(\\?(?<query>.*))?");

    static SmtpUrl parse(String text) {
        var url = FORM.matcher(text.strip());
        if (!url.matches()) {
            // Without the text itself, as it may hold a secret.
            throw new BadSetting(
                    "FOYER_SMTP_URL is not of the form smtp://user:secret@host:587: mend it, or leave it unset.");
        }
        var user = decoded(url, "user");
        var tlsAtOnce = url.group("scheme").equals("smtps");
        return new SmtpUrl(
                tlsAtOnce,
                "starttls=required".equals(url.group("query")),
                url.group("host"),
                Optional.ofNullable(url.group("port")).map(Integer::valueOf).orElse(usualPort(tlsAtOnce, user)),
                user,
                decoded(url, "secret"));
    }

    /// Submission needs a user (RFC 6409, RFC 8314); a relay takes mail from its neighbours on port 25.
    private static int usualPort(boolean tlsAtOnce, @Nullable String user) {
        if (tlsAtOnce) {
            return 465;
        }
        return user == null ? 25 : 587;
    }

    // A plus is a plus here: only forms write spaces so.
    private static @Nullable String decoded(Matcher url, String group) {
        var raw = url.group(group);
        return raw == null || raw.isEmpty() ? null : URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
