package app.foyer.journeys;

import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// One Acme and one browser for all tests that ask for them. A failure comes with the end of the server's log.
final class Shared implements ParameterResolver, TestExecutionExceptionHandler {
    private static final ExtensionContext.Namespace ALL = ExtensionContext.Namespace.create(Shared.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == House.class || type == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class
                ? shared(context, House.class, House::acme)
                : shared(context, Chromium.class, Chromium::new);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        var house = context.getRoot().getStore(ALL).get(House.class, House.class);
        if (house != null) {
            failure.addSuppressed(new AssertionError(house.server.endOfLog()));
        }
        throw failure;
    }

    private static <T> T shared(ExtensionContext context, Class<T> type, Supplier<T> make) {
        Function<Class<T>, T> maker = _ -> make.get();
        return context.getRoot().getStore(ALL).computeIfAbsent(type, maker, type);
    }
}
