package app.foyer.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a database is, and who signs in there.
///
/// @param server host and port, as people may read them; several with commas between
/// @param jdbcUrl without user and password, which must not reach a log
public record DatabaseAddress(
        String server,
        String database,
        String jdbcUrl,
        @Nullable String user,
        @Nullable String password) {
    private static final Pattern URL = Pattern.compile(
            "(?<jdbc>jdbc:)?postgres(?:ql)?://(?<authority>[^/?]*)/(?<database>[^?]+)(?:\\?(?<query>.*))?");

    private static final Pattern HERE = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])?(:[0-9]+)?");

    /// Reads `postgresql://user:password@host:5432/db`, `postgres://…` and `jdbc:postgresql://…?user=…&password=…`.
    public static DatabaseAddress parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw DatabaseNotUsable.notAnAddress();
        }
        try {
            var plusIsSpace = parts.group("jdbc") != null;
            return read(parts.group("authority"), parts.group("database"), parts.group("query"), plusIsSpace);
        } catch (IllegalArgumentException _) { // a broken percent-encoding; its message may quote the password
            throw DatabaseNotUsable.notAnAddress();
        }
    }

    private static DatabaseAddress read(
            String authority, String database, @Nullable String query, boolean plusIsSpace) {
        var at = authority.lastIndexOf('@');
        var server = authority.substring(at + 1);
        var login = new HashMap<String, String>();
        if (at >= 0) {
            var userInfo = authority.substring(0, at).split(":", 2);
            login.put("user", decode(userInfo[0], false));
            if (userInfo.length > 1) {
                login.put("password", decode(userInfo[1], false));
            }
        }
        var options = takeLogin(query, login, plusIsSpace);
        var jdbcUrl = "jdbc:postgresql://" + server + "/" + database + (options.isEmpty() ? "" : "?" + options);
        return new DatabaseAddress(server, decode(database, false), jdbcUrl, login.get("user"), login.get("password"));
    }

    /// Moves user and password out of the query, and returns the rest of it.
    private static String takeLogin(@Nullable String query, HashMap<String, String> login, boolean plusIsSpace) {
        var rest = new ArrayList<String>();
        for (var option : query == null || query.isEmpty() ? List.<String>of() : List.of(query.split("&"))) {
            var pair = option.split("=", 2);
            if (pair.length == 2 && (pair[0].equals("user") || pair[0].equals("password"))) {
                login.put(pair[0], decode(pair[1], plusIsSpace));
            } else {
                rest.add(option);
            }
        }
        return String.join("&", rest);
    }

    private static String decode(String text, boolean plusIsSpace) {
        return URLDecoder.decode(plusIsSpace ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Whether the server has the same processors as this node, as far as its name tells.
    boolean isHere() {
        return HERE.matcher(server).matches();
    }

    /// Leaves the password out, and the options, which may hold others.
    @Override
    public String toString() {
        return server + "/" + database;
    }
}
