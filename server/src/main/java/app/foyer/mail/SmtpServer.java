package app.foyer.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;

/// How to talk to the mail server.
class SmtpServer {
    private static final String CONNECT_MILLIS = "10000";
    private static final String REPLY_MILLIS = "30000";

    private final SmtpUrl url;
    private final Session session;

    /// @param ownName what to say hello with
    SmtpServer(SmtpUrl url, String ownName) {
        this.url = url;
        this.session = Session.getInstance(properties(url, ownName));
    }

    SmtpConnection connect() throws MessagingException {
        var connection = new SmtpConnection(session);
        connection.connect(url.host(), url.port(), url.user(), url.secret());
        return connection;
    }

    private static Properties properties(SmtpUrl url, String ownName) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.localhost", ownName);
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", REPLY_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", REPLY_MILLIS);
        properties.setProperty("mail.smtp.auth", String.valueOf(url.user() != null));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(url.tlsAtOnce()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(url.tlsRequired() && !url.tlsAtOnce()));
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }
}
