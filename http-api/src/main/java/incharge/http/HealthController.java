package incharge.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers how far a service is; the gateway puts together what all of them answer. */
@RestController
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
final class HealthController {
    private final List<HealthPart> parts;

    HealthController(List<HealthPart> parts) {
        this.parts = parts;
    }

    @GetMapping("/api/health")
    Map<String, Object> health() {
        var health = new LinkedHashMap<String, Object>();
        for (HealthPart part : parts) {
            Object content = part.content();
            if (content != null) {
                health.put(part.name(), content);
            }
        }
        return health;
    }
}
