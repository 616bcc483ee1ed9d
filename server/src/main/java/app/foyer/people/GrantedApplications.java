package app.foyer.people;

import app.foyer.organization.ApplicationDeletion;
import app.foyer.organization.ApplicationInUse;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps applications that somebody has an App role on.
@Component
class GrantedApplications {
    private final GrantStore store;

    GrantedApplications(GrantStore store) {
        this.store = store;
    }

    @EventListener
    void on(ApplicationDeletion deletion) {
        if (store.anyOn(deletion.organization(), deletion.application().id())) {
            throw new ApplicationInUse(deletion.application());
        }
    }
}
