package app.foyer.problem;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;

/// Shows one sentence at start-up about a setting that can't be used, without a stack trace.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BadSettingAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        var bad = cause(failure, BadSetting.class);
        if (bad != null) {
            return new FailureAnalysis(Objects.requireNonNull(bad.getMessage()), null, bad);
        }
        var unbound = cause(failure, BindException.class);
        var unread = cause(failure, ConversionFailedException.class);
        return unbound == null || unread == null
                ? null
                : new FailureAnalysis(sentence(unbound.getName(), unread), null, unbound);
    }

    private static String sentence(ConfigurationPropertyName name, ConversionFailedException unread) {
        return "%s is \"%s\": give %s.".formatted(variable(name), unread.getValue(), wanted(unread));
    }

    private static String variable(ConfigurationPropertyName name) {
        return name.toString().replace('.', '_').replace("-", "_").toUpperCase(Locale.ROOT);
    }

    private static String wanted(ConversionFailedException unread) {
        var type = ClassUtils.resolvePrimitiveIfNecessary(unread.getTargetType().getType());
        if (type == Integer.class) {
            return "a whole number";
        }
        return type == Duration.class ? "a duration such as PT10M or P14D" : "something else";
    }

    private static <E extends Throwable> @Nullable E cause(Throwable failure, Class<E> type) {
        for (var c = failure; c != null; c = c.getCause()) {
            if (type.isInstance(c)) {
                return type.cast(c);
            }
        }
        return null;
    }
}
