package incharge.customer.reference;

import java.util.Set;
import java.util.UUID;

/**
 * A category of customers.
 *
 * @param numberingStart where the numbers of its customers start, null if it has no series
 * @param sellers the sellers that see its customers, none for all
 */
public record Category(UUID id, String name, Integer numberingStart, Set<UUID> sellers) {}
