package incharge.customer.event;

/** Any event of the log {@code incharge.customers}. */
public sealed interface CustomersEvent
        permits CustomerEvent, ProjectEvent, CardEvent, CustomFieldEvent, PersonErased, ErasureCompleted {}
