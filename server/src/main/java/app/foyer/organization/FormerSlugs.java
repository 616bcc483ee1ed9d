package app.foyer.organization;

import app.foyer.database.Leftovers;
import app.foyer.database.Sql;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The slugs that organizations had before, and that lead nowhere any more.
@Repository
class FormerSlugs implements Leftovers {
    private final JdbcClient db;

    FormerSlugs(JdbcClient db) {
        this.db = db;
    }

    @Override
    public int clear(Instant now, int most) {
        return db.sql("""
                delete from organization_slug
                 where slug = any(array(select slug from organization_slug where kept_until <= :now limit :most
                                           for update skip locked))
                   and kept_until <= :now
                """).param("now", Sql.at(now)).param("most", most).update();
    }
}
