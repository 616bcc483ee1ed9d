package app.foyer.mail;

import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.templatemode.TemplateMode;

/// Templates of plain text, for the plain parts of e-mails: those whose name ends in `.txt`. In all templates the names
/// within sentences are isolated.
@Configuration(proxyBeanMethods = false)
class TextTemplates {

    /// Before the engine, which takes its messages when it is made.
    @Bean
    static BeanPostProcessor isolatedNames(ObjectProvider<MessageSource> messages) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof SpringTemplateEngine templates) {
                    templates.setTemplateEngineMessageSource(ReadersDialect.isolating(messages.getObject()));
                }
                return bean;
            }
        };
    }

    @Bean
    SpringResourceTemplateResolver textTemplateResolver(ApplicationContext context, ThymeleafProperties thymeleaf) {
        var texts = new SpringResourceTemplateResolver();
        texts.setApplicationContext(context);
        texts.setPrefix(thymeleaf.getPrefix());
        texts.getResolvablePatternSpec().addPattern("*.txt");
        texts.setTemplateMode(TemplateMode.TEXT);
        texts.setCharacterEncoding(StandardCharsets.UTF_8.name());
        texts.setCacheable(thymeleaf.isCache());
        texts.setOrder(1);
        return texts;
    }
}
