package incharge.customer;

/** Whatever the log {@code incharge.customers} may hold. */
public sealed interface CustomersEvent permits CustomerEvent, ProjectEvent {}
