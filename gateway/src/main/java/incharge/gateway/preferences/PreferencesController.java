package incharge.gateway.preferences;

import incharge.gateway.preferences.PersonalPreferences.Stored;
import incharge.gateway.repeats.Repeats;
import incharge.http.Caller;
import incharge.http.ETags;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;

/** The caller's own preferences over HTTP. */
@RestController
@RequestMapping("/api/session/preferences")
class PreferencesController {

    private static final int MOST_BYTES = 8 << 10;

    private final PersonalPreferences preferences;
    private final Repeats repeats;

    PreferencesController(PersonalPreferences preferences, Repeats repeats) {
        this.preferences = preferences;
        this.repeats = repeats;
    }

    @GetMapping
    ResponseEntity<Preferences> get(Caller caller) {
        return answer(preferences.of(caller.actor()));
    }

    /** The body is read here, so that no more of it than is allowed is in memory. */
    @PatchMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<Preferences> change(Caller caller, HttpServletRequest request) throws IOException {
        Optional<ETags.IfMatch> expected = ETags.expected(request.getHeaders("If-Match"));
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        refuseTooLarge(body.length);
        Patch<Preferences> patch = StrictJson.MAPPER.readValue(body, new TypeReference<Patch<Preferences>>() {});
        Stored changed = repeats.answer(request, caller, PersonalPreferences::stored, once -> {
            Stored before;
            Stored after;
            do {
                before = preferences.of(caller.actor());
                refuseStale(before, expected);
                after = patched(before, patch);
            } while (!preferences.replace(caller.actor(), before, after, once));
            return after;
        });
        return answer(changed);
    }

    private static void refuseStale(Stored stored, Optional<ETags.IfMatch> expected) {
        if (expected.isPresent() && !expected.get().matches(stored.version())) {
            throw ProblemException.of(
                    412, "stale", "They were changed since the version that If-Match names. Read them again.");
        }
    }

    private static Stored patched(Stored before, Patch<Preferences> patch) {
        Preferences changed = patch.applyTo(before.preferences()).checked();
        refuseTooLarge(changed.json().getBytes(StandardCharsets.UTF_8).length);
        return changed.equals(before.preferences()) ? before : new Stored(changed, before.version() + 1);
    }

    private static void refuseTooLarge(int bytes) {
        if (bytes > MOST_BYTES) {
            throw ProblemException.of(413, "preferences-too-large", "The preferences are at most 8 kB.");
        }
    }

    private static ResponseEntity<Preferences> answer(Stored stored) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(ETags.of(stored.version()))
                .body(stored.preferences());
    }
}
