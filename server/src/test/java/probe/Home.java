package probe;

import app.foyer.people.Caller;
import java.time.Instant;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// A page for those who are signed in.
@Controller
public class Home {
    @GetMapping("/house")
    String home(Caller.Person person, Model model) {
        model.addAttribute("person", person.name());
        return "home";
    }

    @PostMapping("/house")
    String change(Caller.Person person) {
        return "redirect:/house";
    }

    @GetMapping("/fails")
    String fail() {
        throw new IllegalStateException("a secret detail " + Instant.EPOCH);
    }
}
