package incharge.customer.event;

import java.util.UUID;

/** Records that nothing in the clear is left in this service of a person that was erased, here or in another one. */
public record ErasureCompleted(UUID personId) implements CustomersEvent {}
