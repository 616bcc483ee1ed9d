package app.foyer.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Keys that all nodes share. Each is made once, by whoever needs it first.
@Repository
public class InstanceKeys {
    private final JdbcClient db;

    InstanceKeys(JdbcClient db) {
        this.db = db;
    }

    public byte[] named(String name) {
        db.sql("insert into instance_key (name, key) values (:name, :key) on conflict do nothing")
                .param("name", name)
                .param("key", Secrets.next())
                .update();
        return db.sql("select key from instance_key where name = :name")
                .param("name", name)
                .query(byte[].class)
                .single();
    }
}
