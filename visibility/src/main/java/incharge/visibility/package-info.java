/**
 * Decides which customers, with all that belongs to them, a caller sees where commands are decided:
 * {@link incharge.visibility.VisibilityRule} over the events of all three logs, as
 * {@link incharge.visibility.VisibilityProjection} keeps them.
 *
 * <p>A service declares the projection as a bean. Everything else follows from it: the parameter
 * {@link incharge.visibility.CallerVisibility} of controllers, the bean {@link incharge.visibility.CallerVisibilities},
 * and 401 {@code employee-inactive} for callers with an inactive employee.
 *
 * <pre>{@code
 * incharge.feed.topics: incharge.customers,incharge.groupings,incharge.responsibilities   # application.yml: all three
 *
 * @Bean
 * VisibilityProjection visibilityProjection(MongoDatabase database, KeyRing keys) {
 *     return new VisibilityProjection(database, keys);
 * }
 *
 * @GetMapping("/{id}")
 * ResponseEntity<CustomerView> one(@PathVariable UUID id, CallerVisibility visibility) {
 *     CustomerView found = find(id).orElseThrow(ProblemException::notFound); // first, so that an unknown id needs no waiting
 *     visibility.require(id); // 404 as for an unknown id
 *     ...
 * }
 *
 * visibility.require(id, () -> Refused.unknown("customer-unknown", null, "There is no customer " + id + ".")); // in a command
 * CallerVisibility ofImport = visibilities.of(run.caller(), run.startedAt()); // where there is no request
 * }</pre>
 *
 * <p>For a caller who is not restricted this costs one look at the employee, which is cached for a second.
 */
package incharge.visibility;
