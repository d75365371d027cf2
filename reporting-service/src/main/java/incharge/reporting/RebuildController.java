package incharge.reporting;

import incharge.http.Area;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.RequiresLevel;
import incharge.reporting.versions.Rebuild;
import incharge.reporting.versions.Source;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /actuator/rebuild/customers} builds a source anew while it is served; GET tells how far that is. No
 * endpoint of the actuator, so that it says what it needs as everything else does.
 */
@RequiresLevel(area = Area.REPORTS, level = Level.ADMIN)
@RestController
class RebuildController {

    private final Rebuild rebuild;

    RebuildController(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    @GetMapping("/actuator/rebuild")
    Map<String, Long> running() {
        var running = new TreeMap<String, Long>();
        rebuild.running().forEach((source, sequence) -> running.put(source.shortName(), sequence));
        return running;
    }

    /** 404 for a source that is none; {@code begun} is false while one is running. */
    @PostMapping("/actuator/rebuild/{source}")
    Map<String, Boolean> begin(@PathVariable String source) {
        for (var known : Source.values()) {
            if (known.shortName().equals(source)) {
                return Map.of("begun", rebuild.begin(known));
            }
        }
        throw ProblemException.notFound();
    }
}
