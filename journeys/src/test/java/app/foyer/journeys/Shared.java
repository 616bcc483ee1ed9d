package app.foyer.journeys;

import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

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

    // What can't be had is tried once, not once for each test.
    private static <T> T shared(ExtensionContext context, Class<T> type, Supplier<T> make) {
        var store = context.getRoot().getStore(ALL);
        var failure = store.get("no " + type, Throwable.class);
        if (failure != null) {
            throw new TestAbortedException("There is no " + type.getSimpleName(), failure);
        }
        try {
            Function<Class<T>, T> maker = _ -> make.get();
            return store.computeIfAbsent(type, maker, type);
        } catch (RuntimeException | Error unavailable) {
            store.put("no " + type, unavailable);
            throw unavailable;
        }
    }
}
