package incharge.local.setup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each service may do at Kafka, as {@code kafka-users.yaml} of the production overlay grants it: it reads every
 * topic in groups of its own name, a writer keeps its own topic, and those that own persons publish their keys.
 */
public final class KafkaRights {
    private static final Map<String, Optional<String>> OWN = Map.of(
            "customer-service", Optional.of("incharge.customers"),
            "responsibility-service", Optional.of("incharge.responsibilities"),
            "grouping-service", Optional.of("incharge.groupings"),
            "reporting-service", Optional.empty());

    private static final Set<String> OWNERS_OF_PERSONS = Set.of("customer-service", "responsibility-service");
    private static final String KEYS = "incharge.keys";

    private static final List<AclOperation> READ = List.of(AclOperation.READ, AclOperation.DESCRIBE);
    private static final List<AclOperation> KEEP = List.of(
            AclOperation.READ,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DELETE);
    /** As of its own topic, but none deletes what the others publish. */
    private static final List<AclOperation> PUBLISH = List.of(
            AclOperation.READ,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.WRITE,
            AclOperation.CREATE);

    private KafkaRights() {}

    public static Collection<String> services() {
        return OWN.keySet();
    }

    public static List<AclBinding> of(String service) {
        var rights = new ArrayList<AclBinding>();
        OWN.values().stream().flatMap(Optional::stream).forEach(topic -> {
            boolean own = OWN.get(service).filter(topic::equals).isPresent();
            grant(rights, service, topic(topic), own ? KEEP : READ);
        });
        grant(rights, service, topic(KEYS), OWNERS_OF_PERSONS.contains(service) ? PUBLISH : READ);
        grant(
                rights,
                service,
                new ResourcePattern(ResourceType.GROUP, service + "-", PatternType.PREFIXED),
                List.of(AclOperation.READ));
        return rights;
    }

    private static ResourcePattern topic(String name) {
        return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
    }

    private static void grant(
            List<AclBinding> rights, String service, ResourcePattern resource, List<AclOperation> operations) {
        for (AclOperation operation : operations) {
            rights.add(new AclBinding(
                    resource, new AccessControlEntry("User:" + service, "*", operation, AclPermissionType.ALLOW)));
        }
    }
}
