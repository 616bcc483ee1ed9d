package app.foyer.invitation;

import app.foyer.database.Ids;
import app.foyer.organization.Logos;
import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import app.foyer.problem.NotFound;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The logos on invitations' pages. Their addresses name what is in them, so that browsers may keep them for good.
@Controller
public class LogoPages {
    private final Logos logos;

    LogoPages(Logos logos) {
        this.logos = logos;
    }

    /// Where an organization's logo is, if it has one.
    public static @Nullable String path(Organization organization) {
        var logo = organization.letterhead().logo();
        return logo == null ? null : "/logos/" + organization.id().value() + "/" + logo.hash() + ".png";
    }

    @GetMapping("/logos/{organization}/{hash}.png")
    ResponseEntity<byte[]> logo(@PathVariable String organization, @PathVariable String hash) {
        var png = Ids.parse(organization)
                .map(OrganizationId::new)
                .flatMap(id -> logos.png(id, hash))
                .orElseThrow(NotFound::new);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(png);
    }
}
