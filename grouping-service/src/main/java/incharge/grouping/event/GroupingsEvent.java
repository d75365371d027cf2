package incharge.grouping.event;

/**
 * Any event of the log {@code incharge.groupings}. Its components are the published payload; optional ones are null.
 */
public sealed interface GroupingsEvent
        permits SettingsEvent, AccountEvent, CategoryEvent, TagEvent, MembershipEvent, ErasureCompleted {}
