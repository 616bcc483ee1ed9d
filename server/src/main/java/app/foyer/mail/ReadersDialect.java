package app.foyer.mail;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.DelegatingMessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

/// What templates can say in the reader's language: `#times`, and sentences whose names are [Isolated].
@Component
class ReadersDialect implements IExpressionObjectDialect, IExpressionObjectFactory {
    private static final String TIMES = "times";

    @Override
    public String getName() {
        return "reader";
    }

    @Override
    public IExpressionObjectFactory getExpressionObjectFactory() {
        return this;
    }

    @Override
    public Set<String> getAllExpressionObjectNames() {
        return Set.of(TIMES);
    }

    @Override
    public LocalTimes buildObject(IExpressionContext context, String name) {
        return LocalTimes.in(context.getLocale());
    }

    @Override
    public boolean isCacheable(String name) {
        return true;
    }

    /// The same sentences, with the names in them isolated.
    static MessageSource isolating(MessageSource messages) {
        var isolating = new DelegatingMessageSource() {
            @Override
            public @Nullable String getMessage(
                    String code, Object @Nullable [] arguments, @Nullable String otherwise, @Nullable Locale locale) {
                var sentence = super.getMessage(code, isolated(arguments, locale), otherwise, locale);
                return sentence == null ? null : Isolated.stoppedOnce(sentence, arguments);
            }

            @Override
            public String getMessage(String code, Object @Nullable [] arguments, @Nullable Locale locale) {
                return Isolated.stoppedOnce(super.getMessage(code, isolated(arguments, locale), locale), arguments);
            }
        };
        isolating.setParentMessageSource(messages);
        return isolating;
    }

    private static Object @Nullable [] isolated(Object @Nullable [] arguments, @Nullable Locale locale) {
        return Isolated.in(locale == null ? Locale.ENGLISH : locale, arguments);
    }
}
