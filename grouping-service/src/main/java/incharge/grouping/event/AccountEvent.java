package incharge.grouping.event;

import java.util.UUID;

/** What happens to an account of the catalogue. Kind and number of an account never change. */
public sealed interface AccountEvent extends GroupingsEvent {

    UUID accountId();

    AccountKind kind();

    String number();

    String name();

    record AccountAdded(UUID accountId, AccountKind kind, String number, String name) implements AccountEvent {}

    record AccountRenamed(UUID accountId, AccountKind kind, String number, String name) implements AccountEvent {}

    record AccountDeleted(UUID accountId, AccountKind kind, String number, String name) implements AccountEvent {}
}
