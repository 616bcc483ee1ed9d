package app.foyer.web;

import app.foyer.problem.BadSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which other origins' pages may call the API.
///
/// @param corsOrigins such as `https://app.example.com`, as browsers write them; empty for none
@ConfigurationProperties("foyer")
record CorsSettings(@DefaultValue List<String> corsOrigins) {
    CorsSettings {
        corsOrigins = corsOrigins.stream().map(CorsSettings::checked).toList();
    }

    private static String checked(String text) {
        try {
            var url = new URI(text.strip().toLowerCase(Locale.ROOT));
            var isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (isWeb && url.getHost() != null && isBare(url)) {
                return Requests.originOf(url);
            }
        } catch (URISyntaxException noUrl) {
            // Told below.
        }
        throw new BadSetting(
                "FOYER_CORS_ORIGINS has \"%s\": give origins such as https://app.example.com,".formatted(text)
                        + " without a path, separated by commas.");
    }

    private static boolean isBare(URI url) {
        return url.getRawUserInfo() == null
                && url.getRawPath().isEmpty()
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
