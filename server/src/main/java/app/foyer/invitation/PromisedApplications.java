package app.foyer.invitation;

import app.foyer.organization.ApplicationDeletion;
import app.foyer.organization.ApplicationInUse;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps applications that an open invitation promises; what others promised once goes along with the application.
@Component
class PromisedApplications {
    private final PromiseStore store;

    PromisedApplications(PromiseStore store) {
        this.store = store;
    }

    @EventListener
    void on(ApplicationDeletion deletion) {
        var application = deletion.application();
        if (store.anyOpen(deletion.organization(), application.id(), deletion.at())) {
            throw new ApplicationInUse(application);
        }
        store.forget(deletion.organization(), application.id());
    }
}
