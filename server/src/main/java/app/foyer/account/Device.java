package app.foyer.account;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a browser calls itself, in a few words.
final class Device {
    // The order matters: most browsers also name those that came before them.
    private static final Map<String, String> BROWSERS = inOrder(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "Firefox/",
            "Firefox",
            "FxiOS",
            "Firefox",
            "CriOS",
            "Chrome",
            "Chromium",
            "Chromium",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari",
            "curl/",
            "curl");
    private static final Map<String, String> SYSTEMS = inOrder(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "CrOS",
            "ChromeOS",
            "Mac OS X",
            "macOS",
            "Linux",
            "Linux");

    private Device() {}

    static String named(@Nullable String userAgent) {
        var text = userAgent == null ? "" : userAgent;
        var browser = first(BROWSERS, text);
        var system = first(SYSTEMS, text);
        if (browser.isEmpty() || system.isEmpty()) {
            return browser + system;
        }
        return browser + " on " + system;
    }

    private static String first(Map<String, String> names, String text) {
        return names.entrySet().stream()
                .filter(name -> text.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> inOrder(String... marksAndNames) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < marksAndNames.length; i += 2) {
            map.put(marksAndNames[i], marksAndNames[i + 1]);
        }
        return map;
    }
}
