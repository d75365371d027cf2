package incharge.customer.event;

import java.util.UUID;

/** A category under the name that it had at the time. */
public record CategoryName(UUID id, String name) {}
