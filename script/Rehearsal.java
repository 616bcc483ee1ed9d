import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// What script/quicken has a trial Foyer do, so that Java learns what will be done often: pages, lists, invitations and
/// their e-mails. First `java Rehearsal.java sink`: prints its port and takes e-mails until it is ended. Then, with Foyer
/// running: `java Rehearsal.java SIGN-IN-LINK SECONDS`, which ends with 1 when something was refused.
public class Rehearsal {
    private static final List<String> READ = List.of(
            "/o/example",
            "/o/example/people",
            "/o/example/people/invitations",
            "/api/v1/organizations/example/invitations?limit=100",
            "/api/v1/organizations/example/members?limit=100",
            "/api/v1/me");
    private static final int CROWD = 4;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final AtomicInteger invited = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final URI link;

    Rehearsal(URI link) {
        this.link = link;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("sink")) {
            takeMail();
        } else {
            new Rehearsal(URI.create(arguments[0])).run(Duration.ofSeconds(Long.parseLong(arguments[1])));
        }
    }

    private void run(Duration time) throws Exception {
        var form = "_csrf=" + URLEncoder.encode(field("_csrf\"[^>]*value", get(link)), StandardCharsets.UTF_8);
        post(link, "application/x-www-form-urlencoded", form, "");
        var token = field("csrf-token\" content", get(link.resolve("/o/example/people")));
        var end = System.nanoTime() + time.toNanos();
        var crowd = java.util.stream.IntStream.range(0, CROWD)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> visit(token, end)))
                .toList();
        for (var one : crowd) {
            one.join();
        }
        if (failures.get() > 0) {
            System.exit(1);
        }
    }

    private void visit(String token, long end) {
        try {
            for (var i = 0; System.nanoTime() < end; i++) {
                get(link.resolve(READ.get(i % READ.size())));
                invite(1, token);
                invite(i % 5 == 0 ? 10 : 1, token);
            }
        } catch (IOException e) {
            failures.incrementAndGet();
            System.err.println("The rehearsal ends early: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void invite(int count, String token) throws IOException, InterruptedException {
        var emails = java.util.stream.IntStream.range(0, count)
                .mapToObj(_ -> "\"guest" + invited.incrementAndGet() + "@rehearsal.example\"")
                .toList();
        var body = "{\"emails\":" + emails + ",\"orgRole\":\"MEMBER\"}";
        post(link.resolve("/api/v1/organizations/example/invitations"), "application/json", body, token);
    }

    private String get(URI address) throws IOException, InterruptedException {
        return said(HttpRequest.newBuilder(address));
    }

    private String post(URI address, String type, String body, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .header("Origin", link.resolve("/").toString().replaceFirst("/$", ""))
                .POST(BodyPublishers.ofString(body));
        return said(token.isEmpty() ? request : request.header("X-CSRF-TOKEN", token));
    }

    private String said(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String field(String name, String page) throws IOException {
        var field = Pattern.compile(name + "=\"([^\"]+)\"").matcher(page);
        if (!field.find()) {
            throw new IOException("No " + name + " in " + page);
        }
        return field.group(1);
    }

    private static void takeMail() throws IOException {
        try (var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(door.getLocalPort());
            while (true) {
                var visitor = door.accept();
                Thread.ofPlatform().daemon().start(() -> take(visitor));
            }
        }
    }

    private static void take(Socket visitor) {
        try (visitor) {
            var in = new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.ISO_8859_1));
            say(visitor, "220 sink");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("DATA")) {
                    say(visitor, "354 go on");
                    while (line != null && !line.equals(".")) {
                        line = in.readLine();
                    }
                }
                say(visitor, "QUIT".equals(line) ? "221 bye" : "250 ok");
            }
        } catch (IOException brokenOff) {
            // whoever sends again begins anew
        }
    }

    private static void say(Socket visitor, String text) throws IOException {
        visitor.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
