package incharge.reporting;

import incharge.reporting.versions.Rebuild;
import incharge.reporting.versions.Source;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/** {@code POST /actuator/rebuild/customers} builds a source anew while it is served; GET tells how far that is. */
@Component
@Endpoint(id = "rebuild")
class RebuildController {

    private final Rebuild rebuild;

    RebuildController(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    @ReadOperation
    Map<String, Long> running() {
        var running = new TreeMap<String, Long>();
        rebuild.running().forEach((source, sequence) -> running.put(source.shortName(), sequence));
        return running;
    }

    /** 404 for a source that is none; {@code begun} is false while one is running. */
    @WriteOperation
    WebEndpointResponse<Map<String, Boolean>> begin(@Selector String source) {
        for (var known : Source.values()) {
            if (known.shortName().equals(source)) {
                return new WebEndpointResponse<>(Map.of("begun", rebuild.begin(known)));
            }
        }
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }
}
