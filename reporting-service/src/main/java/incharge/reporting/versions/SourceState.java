package incharge.reporting.versions;

/**
 * The state of a source.
 *
 * @param generation the one that is served
 * @param sequence the last event that the served generation includes; 0 is none
 * @param model the version of the code's model that it was written with
 * @param complete whether it once included everything that its topic held; before that nothing may be served from it
 */
public record SourceState(Source source, int generation, long sequence, int model, boolean complete) {}
