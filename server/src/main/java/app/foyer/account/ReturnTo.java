package app.foyer.account;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where somebody wanted to go before signing in: a page of this Foyer, nothing else.
public final class ReturnTo {
    private static final int MAX_LENGTH = 2000;
    // Their pages carry a secret of their own, which must not wait in a table.
    private static final List<String> NOT_UNDER = List.of("/invitations/", "/sign-in", "/sign-out", "/mailbox");

    // Ways of writing a path that browsers, proxies and servers each read differently.
    private static final Pattern DETOUR = Pattern.compile("//|\\\\|;|/\\.\\.?(/|$)");

    private ReturnTo() {}

    public static Optional<String> parse(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(path -> path.length() <= MAX_LENGTH && path.startsWith("/") && !path.startsWith("//"))
                .filter(path -> path.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\'))
                .filter(ReturnTo::isOwnPage);
    }

    private static boolean isOwnPage(String text) {
        try {
            var path = new URI(text).getPath();
            return !DETOUR.matcher(path).find()
                    && path.chars().allMatch(c -> c >= ' ')
                    && NOT_UNDER.stream().noneMatch(path::startsWith);
        } catch (URISyntaxException noPath) {
            return false;
        }
    }
}
