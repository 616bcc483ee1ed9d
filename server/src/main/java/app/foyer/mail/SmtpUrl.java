package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.problem.BadSetting;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The mail server, as `smtp://user:secret@host:587` or `smtps://…` (TLS from the first byte) names it.
///
/// @param tlsRequired `?starttls=required`: never speak to it in clear
/// @param secretIsToken `?auth=xoauth2`: the secret is an access token (XOAUTH2)
/// @param timeout `?timeout=PT30S`: how long it may take to connect, to answer and to take what is written
record SmtpUrl(
        boolean tlsAtOnce,
        boolean tlsRequired,
        boolean secretIsToken,
        Duration timeout,
        String host,
        int port,
        @Nullable String user,
        @Nullable String secret) {
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>smtps?)://((?<user>[^:]*)(:(?<secret>.*))?@)?(?<host>\\[[^]]+]|[^:/?@\\[\\]]+)(:(?<port>\\d{1,5}))?/?(\\?(?<query>.*))?");

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Map<String, Pattern> KNOWN = Map.of(
            "starttls", Pattern.compile("required|optional"),
            "auth", Pattern.compile("xoauth2|password"),
            "timeout", Pattern.compile("PT(\\d{1,4}M)?(\\d{1,5}(\\.\\d{1,3})?S)?(?<!T)"));
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    static SmtpUrl parse(String text) {
        var url = FORM.matcher(text.strip());
        if (!url.matches()) {
            // Without the text itself, as it may hold a secret.
            throw new BadSetting(
                    "FOYER_SMTP_URL is not of the form smtp://user:secret@host:587: mend it, or leave it unset.");
        }
        var user = decoded(url, "user");
        var tlsAtOnce = url.group("scheme").equals("smtps");
        var options = options(url.group("query"));
        return new SmtpUrl(
                tlsAtOnce,
                "required".equals(options.get("starttls")),
                "xoauth2".equals(options.get("auth")),
                timeout(options),
                url.group("host"),
                Optional.ofNullable(url.group("port")).map(Integer::valueOf).orElse(usualPort(tlsAtOnce, user)),
                user,
                decoded(url, "secret"));
    }

    private static Map<String, String> options(@Nullable String query) {
        var options = new HashMap<String, String>();
        for (var option : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            var parts = option.split("=", 2);
            if (parts.length < 2
                    || !KNOWN.getOrDefault(parts[0], NOTHING).matcher(parts[1]).matches()) {
                throw new BadSetting("FOYER_SMTP_URL has an option that isn’t known: there are starttls=required,"
                        + " auth=xoauth2 and timeout=PT30S.");
            }
            options.put(parts[0], parts[1]);
        }
        return options;
    }

    private static Duration timeout(Map<String, String> options) {
        var timeout = Duration.parse(options.getOrDefault("timeout", "PT30S"));
        BadSetting.checkTime("FOYER_SMTP_URL’s timeout", timeout);
        return timeout;
    }

    /// Whether the secret may only go over TLS. Nobody listens on the way to the same machine.
    boolean secretNeedsTls() {
        return user != null && !LOOPBACK.matcher(host).matches();
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
