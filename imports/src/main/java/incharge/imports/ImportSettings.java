package incharge.imports;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How imports run.
 *
 * @param chunkRows rows decided as one commit
 * @param parallel imports that one replica runs at the same time
 * @param lease after which time without news another replica takes over
 * @param retention how long imports, their files and the texts of their rows are kept
 * @param pause before the first repeat of a chunk that failed; doubles up to 10 s
 */
@ConfigurationProperties("incharge.import")
record ImportSettings(
        @DefaultValue("1000") int chunkRows,
        @DefaultValue("4") int parallel,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("100ms") Duration pause) {}
