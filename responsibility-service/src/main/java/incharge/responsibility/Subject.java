package incharge.responsibility;

import java.util.UUID;

/** What somebody answers for: a customer or a project. */
public record Subject(SubjectType type, UUID id) {}
