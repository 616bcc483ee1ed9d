package app.foyer.account;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.boot.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Spring Session in PostgreSQL, with hashed ids and plain texts for attributes.
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

    @Bean
    SessionSecrets sessionSecrets(SignInSettings settings) {
        return new SessionSecrets(settings.isHttps());
    }

    @Bean
    SessionRepository<? extends Session> sessionRepository(
            JdbcOperations db, PlatformTransactionManager transactions, SessionSecrets secrets, InstantSource time) {
        var ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        var stored = new JdbcIndexedSessionRepository(db, SparingSessions.transactions(ownTransaction));
        stored.setTableName("spring_session");
        stored.setDefaultMaxInactiveInterval(SparingSessions.IDLE);
        stored.setSessionIdGenerator(secrets);
        stored.setConversionService(plainTexts());
        return new SparingSessions<>(stored, time);
    }

    /// Knows the request before and after anything asks for its session.
    @Bean
    OrderedRequestContextFilter requestContextFilter() {
        var filter = new OrderedRequestContextFilter();
        filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return filter;
    }

    // Java's own serialization would run whatever code a row asks for.
    private static ConversionService plainTexts() {
        var plain = new GenericConversionService();
        plain.addConverter(Object.class, byte[].class, text -> ((String) text).getBytes(StandardCharsets.UTF_8));
        plain.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return plain;
    }
}
