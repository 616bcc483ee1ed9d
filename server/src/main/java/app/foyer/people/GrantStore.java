package app.foyer.people;

import app.foyer.organization.ApplicationId;
import app.foyer.organization.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of app grants as their application sees them.
@Repository
class GrantStore {
    private final JdbcClient db;

    GrantStore(JdbcClient db) {
        this.db = db;
    }

    boolean anyOn(OrganizationId organization, ApplicationId application) {
        return db.sql("""
                select exists (select from app_grant
                                where organization_id = :organization and application_id = :application)
                """)
                .param("organization", organization.value())
                .param("application", application.value())
                .query(Boolean.class)
                .single();
    }
}
