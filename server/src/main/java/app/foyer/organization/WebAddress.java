package app.foyer.organization;

import java.net.URI;
import java.net.URISyntaxException;

/// Where an application is found: `https://` or `http://`, a host, no password in it.
public final class WebAddress {
    private static final int LONGEST = 2000;
    private static final int LAST_PORT = 65535;

    private WebAddress() {}

    public static boolean isGood(String text) {
        try {
            var url = new URI(text);
            return text.length() <= LONGEST
                    && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() <= LAST_PORT
                    && url.getUserInfo() == null;
        } catch (URISyntaxException bad) {
            return false;
        }
    }
}
