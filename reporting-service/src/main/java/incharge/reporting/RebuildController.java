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
 * {@code POST /actuator/rebuild/customers} builds a source anew while it is served; GET answers how far that is. A
 * plain controller and no actuator endpoint, so that its required level is declared as everywhere.
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

    /** Answers 404 for an unknown source; {@code begun} is false while a rebuild is running. */
    @PostMapping("/actuator/rebuild/{source}")
    Map<String, Boolean> begin(@PathVariable String source) {
        for (Source candidate : Source.values()) {
            if (candidate.shortName().equals(source)) {
                return Map.of("begun", rebuild.begin(candidate));
            }
        }
        throw ProblemException.notFound();
    }
}
