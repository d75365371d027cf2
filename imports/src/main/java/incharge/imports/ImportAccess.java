package incharge.imports;

import incharge.http.Caller;
import incharge.http.ProblemException;
import incharge.http.RequiredLevel;
import incharge.http.SecurityLog;
import incharge.visibility.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the imports that a caller may see: its own, and those of everybody for an admin of their area who sees all
 * customers.
 */
final class ImportAccess {

    private final Imports imports;
    private final Map<String, ImportKind> kinds;
    private final Predicate<Caller> restricted;
    private final Function<Collection<String>, Map<String, Actor>> actors;

    /**
     * @param restricted returns whether customers are hidden from a caller
     * @param actors finds the employees that users are
     */
    ImportAccess(
            Imports imports,
            Collection<ImportKind> kinds,
            Predicate<Caller> restricted,
            Function<Collection<String>, Map<String, Actor>> actors) {
        this.imports = imports;
        this.kinds = kinds.stream().collect(Collectors.toMap(ImportKind::path, Function.identity()));
        this.restricted = restricted;
        this.actors = actors;
    }

    /** Returns the kind at a path; 404 if there is none. */
    ImportKind known(String kind) {
        ImportKind known = kinds.get(kind);
        if (known == null) {
            throw ProblemException.notFound();
        }
        return known;
    }

    /** Finds an import that the caller may see; 404 for everyone else. */
    Import stored(String kind, String importId, Caller caller, HttpServletRequest request) {
        ImportKind known = known(kind);
        UUID id;
        try {
            id = UUID.fromString(importId);
        } catch (IllegalArgumentException _) {
            throw ProblemException.notFound();
        }
        Import stored = imports.find(kind, id).orElseThrow(ProblemException::notFound);
        if (!stored.caller().actor().equals(caller.actor()) && !seesAll(known, caller)) {
            SecurityLog.log(request, 404, admin(known).toString());
            throw ProblemException.notFound();
        }
        return stored;
    }

    private boolean seesAll(ImportKind kind, Caller caller) {
        return caller.can(admin(kind)) && !restricted.test(caller);
    }

    private static RequiredLevel admin(ImportKind kind) {
        return RequiredLevel.admin(kind.requiredLevel().area());
    }

    /** Selects all imports that the caller may see, of the kinds that the caller may import. */
    ImportFilter visibleTo(Caller caller) {
        Map<Boolean, Set<String>> bySight = kinds.values().stream()
                .filter(kind -> caller.can(kind.requiredLevel()))
                .collect(Collectors.partitioningBy(
                        kind -> seesAll(kind, caller), Collectors.mapping(ImportKind::path, Collectors.toSet())));
        return new ImportFilter(bySight.get(true), bySight.get(false), caller.actor(), List.of(), List.of());
    }

    ImportStatus status(Import stored) {
        return statuses(List.of(stored)).getFirst();
    }

    List<ImportStatus> statuses(List<Import> stored) {
        Map<String, Actor> found =
                actors.apply(stored.stream().map(each -> each.caller().actor()).collect(Collectors.toSet()));
        return stored.stream()
                .map(each -> ImportStatus.of(each, found.get(each.caller().actor())))
                .toList();
    }
}
