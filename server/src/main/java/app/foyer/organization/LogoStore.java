package app.foyer.organization;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of logos.
@Repository
class LogoStore {
    private final JdbcClient db;

    LogoStore(JdbcClient db) {
        this.db = db;
    }

    Optional<byte[]> png(OrganizationId organization, String hash) {
        return db.sql("select png from organization_logo where organization_id = :organization and hash = :hash")
                .param("organization", organization.value())
                .param("hash", hash)
                .query(byte[].class)
                .optional();
    }

    Map<OrganizationId, byte[]> pngs(Collection<OrganizationId> organizations) {
        return db
                .sql("select organization_id, png from organization_logo where organization_id = any(:ids::uuid[])")
                .param("ids", organizations.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        new OrganizationId(row.getObject("organization_id", UUID.class)), row.getBytes("png")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void save(OrganizationId organization, LogoPicture picture) {
        db.sql("""
                insert into organization_logo (organization_id, hash, png) values (:organization, :hash, :png)
                on conflict (organization_id) do update set hash = excluded.hash, png = excluded.png
                """)
                .param("organization", organization.value())
                .param("hash", picture.hash())
                .param("png", picture.png())
                .update();
        note(organization, new Letterhead.Logo(picture.hash(), picture.width(), picture.height()));
    }

    void remove(OrganizationId organization) {
        db.sql("delete from organization_logo where organization_id = :organization")
                .param("organization", organization.value())
                .update();
        note(organization, null);
    }

    private void note(OrganizationId organization, Letterhead.@Nullable Logo logo) {
        db.sql("""
                update organization
                   set logo_hash = :hash, logo_width = :width, logo_height = :height, version = version + 1
                 where id = :organization and logo_hash is distinct from :hash
                """)
                .param("organization", organization.value())
                .param("hash", logo == null ? null : logo.hash())
                .param("width", logo == null ? null : logo.width())
                .param("height", logo == null ? null : logo.height())
                .update();
    }
}
