package incharge.responsibility;

/** Whatever the log {@code incharge.responsibilities} may hold. */
public sealed interface ResponsibilitiesEvent permits TeamEvent, RoleEvent, EmployeeEvent, ResponsibilityEvent {}
