package app.foyer.problem;

import java.net.URI;
import java.time.Duration;

/// Foyer can't start because of a setting; the message is one sentence that names it and says what it may be.
///
/// The sentences stand here and not in `messages` because they are said before anything else works. None of them holds
/// a secret.
public final class BadSetting extends RuntimeException {
    public BadSetting(String sentence) {
        super(sentence);
    }

    /// @param setting its environment variable
    public static void checkLimit(String setting, int limit) {
        if (limit < 0) {
            throw new BadSetting("%s is %d: give a whole number, or 0 for no limit.".formatted(setting, limit));
        }
    }

    /// @param setting its environment variable
    public static void checkTime(String setting, Duration time) {
        if (!time.isPositive()) {
            throw new BadSetting(
                    "%s is %s: give a duration above zero, such as PT10M or P14D.".formatted(setting, time));
        }
    }

    /// @param setting its environment variable
    public static void checkTimeOrNone(String setting, Duration time) {
        if (time.isNegative()) {
            throw new BadSetting("%s is %s: give a duration such as P2D, or 0 for none.".formatted(setting, time));
        }
    }

    /// Where people reach this Foyer, without a slash at the end.
    public static URI checkedPublicUrl(URI url) {
        var isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isWeb || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new BadSetting(
                    "FOYER_PUBLIC_URL is %s: give the address that people open, such as https://foyer.example.com."
                            .formatted(url));
        }
        var text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }
}
