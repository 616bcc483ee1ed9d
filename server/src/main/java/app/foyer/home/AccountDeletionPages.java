package app.foyer.home;

import app.foyer.account.Sessions;
import app.foyer.people.Caller;
import app.foyer.people.People;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// Deleting one's account: what goes with it is told before, and what stands in the way.
@Controller
@RequestMapping("/account/delete")
class AccountDeletionPages {
    private final AccountDeletion deletion;
    private final People people;
    private final Sessions sessions;
    private final InstantSource clock;

    AccountDeletionPages(AccountDeletion deletion, People people, Sessions sessions, InstantSource clock) {
        this.deletion = deletion;
        this.people = people;
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping
    String askToDelete(Caller.Person caller, Model model) {
        model.addAttribute(
                "organizations",
                people.places(caller.id(), clock.instant()).stream()
                        .map(place -> place.organization().name())
                        .toList());
        model.addAttribute("lastAdminOf", people.lastAdminOf(caller.id()));
        return "home/confirm-delete-account";
    }

    @PostMapping
    String delete(Caller.Person caller, HttpServletRequest request) {
        deletion.delete(caller, clock.instant());
        sessions.end(request);
        return "redirect:/sign-in?deleted";
    }
}
