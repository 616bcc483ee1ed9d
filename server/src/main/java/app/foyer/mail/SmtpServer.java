package app.foyer.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/// How one worker talks to the mail server.
class SmtpServer {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final SmtpUrl url;
    private final SmtpSockets sockets;
    private final Session session;

    /// @param ownName what to say hello with
    SmtpServer(SmtpUrl url, String ownName) {
        this(url, properties(url, ownName));
    }

    /// @param trust makes TLS connections to servers that it trusts
    SmtpServer(SmtpUrl url, String ownName, SSLSocketFactory trust) {
        this(url, properties(url, ownName));
        session.getProperties().put("mail.smtp.ssl.socketFactory", trust);
    }

    private SmtpServer(SmtpUrl url, Properties properties) {
        this.url = url;
        this.session = Session.getInstance(properties);
        this.sockets = new SmtpSockets(url.timeout());
        session.getProperties().put("mail.smtp.socketFactory", sockets);
    }

    SmtpConnection connect() throws MessagingException {
        var connection = new SmtpConnection(session);
        connection.connect(url.host(), url.port(), url.user(), url.secret());
        connection.runsOver(sockets.last());
        return connection;
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Properties properties(SmtpUrl url, String ownName) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.localhost", ownName);
        properties.setProperty("mail.smtp.connectiontimeout", millis(shorter(url.timeout(), TO_CONNECT)));
        properties.setProperty("mail.smtp.timeout", millis(url.timeout()));
        // Writing has the socket's own limit: Angus would set a timer for each write.
        // Otherwise Angus tries again with a socket of its own.
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.auth", String.valueOf(url.user() != null));
        properties.setProperty("mail.smtp.auth.mechanisms", url.secretIsToken() ? "XOAUTH2" : "PLAIN LOGIN");
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(url.tlsAtOnce()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty(
                "mail.smtp.starttls.required",
                String.valueOf(!url.tlsAtOnce() && (url.tlsRequired() || url.secretNeedsTls())));
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }
}
