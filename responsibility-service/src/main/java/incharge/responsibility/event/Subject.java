package incharge.responsibility.event;

import java.util.UUID;

/** What an employee is responsible for: a customer or a project. */
public record Subject(SubjectType type, UUID id) {}
