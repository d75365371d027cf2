package incharge.responsibility.event;

/** An event of the log {@code incharge.responsibilities}. */
public sealed interface ResponsibilitiesEvent
        permits TeamEvent, RoleEvent, EmployeeEvent, ResponsibilityEvent, ErasureCompleted {}
