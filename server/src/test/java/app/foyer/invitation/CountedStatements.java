package app.foyer.invitation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Notes the statements that the thread prepares.
final class CountedStatements extends DelegatingDataSource {
    private final ThreadLocal<List<String>> prepared = ThreadLocal.withInitial(ArrayList::new);

    CountedStatements(DataSource counted) {
        super(counted);
    }

    List<String> during(Runnable work) {
        prepared.get().clear();
        work.run();
        return List.copyOf(prepared.get());
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        prepared.get().add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
